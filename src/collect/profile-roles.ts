import type { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } from "@aws-sdk/client-sts";
import { profileEndpoint } from "./profile-endpoint.ts";
import { sharedProfile } from "./shared-config.ts";

type Roles = {
  roleAssumer?: ReturnType<typeof getDefaultRoleAssumer>;
  roleAssumerWithWebIdentity?: ReturnType<typeof getDefaultRoleAssumerWithWebIdentity>;
};

/** How a profile that is a role asks for it: of STS where the profile says that this is, which the SDK would not look up. */
export const profileRoles = async (profile: string | undefined, otherwise: string | undefined): Promise<Roles> => {
  const setting = await profileEndpoint(profile, "STS");
  if (profile === undefined || Object.keys(setting).length === 0) return {};
  const sts = await import("@aws-sdk/client-sts");
  const region = (await sharedProfile(profile)).profile.get("region") ?? otherwise;
  const options = { profile, ...setting, ...(region !== undefined && { region }) };
  return {
    roleAssumer: sts.getDefaultRoleAssumer(options),
    roleAssumerWithWebIdentity: sts.getDefaultRoleAssumerWithWebIdentity(options),
  };
};
