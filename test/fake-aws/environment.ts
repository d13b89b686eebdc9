/** The access key id that the stand-in takes when it was given no others; any secret goes with it. */
export const standInKey = "AKIASTANDIN000000000";

/** What makes any tool for AWS speak to the stand-in, and to nothing else on this machine. */
export const environment = (url: string, key = standInKey): Record<string, string> => ({
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: key,
  AWS_SECRET_ACCESS_KEY: "stand-in",
  AWS_SESSION_TOKEN: "",
  AWS_PROFILE: "",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
});
