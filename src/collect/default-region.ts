/** The region that AWS's own configuration names (AWS_REGION, or the profile's), or none. */
export const defaultRegion = async (profile?: string): Promise<string | undefined> => {
  const { STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
};
