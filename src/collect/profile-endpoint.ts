import { sharedProfile } from "./shared-config.ts";

/** What a client is told of where its calls go; nothing, where the SDK finds that out itself. */
export type EndpointSetting = { endpoint?: string; ignoreConfiguredEndpointUrls?: true };

const isSet = (name: string): boolean => (process.env[name] ?? "") !== "";
const isTrue = (text: string | undefined): boolean => text?.toLowerCase() === "true";

/**
 * The SDK reads endpoints of the profile that AWS_PROFILE names, whichever profile a client was told to use. So those of another are read
 * here, by the order that AWS gives: variables first, of the service before all, then the profile's section of services, then the profile.
 */
export const profileEndpoint = async (profile: string | undefined, serviceId: string): Promise<EndpointSetting> => {
  const words = serviceId.split(" ");
  const variable = ["AWS_ENDPOINT_URL", ...words.map((word) => word.toUpperCase())].join("_");
  const ignored = process.env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"];
  if (profile === undefined || isTrue(ignored) || isSet(variable) || isSet("AWS_ENDPOINT_URL")) return {};
  const shared = await sharedProfile(profile);
  const own = shared.services.get(`${words.map((word) => word.toLowerCase()).join("_")}.endpoint_url`);
  const endpoint = own ?? shared.profile.get("endpoint_url");
  const isIgnored = isTrue(ignored ?? shared.profile.get("ignore_configured_endpoint_urls"));
  return endpoint === undefined || isIgnored ? { ignoreConfiguredEndpointUrls: true } : { endpoint };
};
