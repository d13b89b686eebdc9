import type { JsonObject } from "../../src/estate/json.ts";
import { awsError, type AwsError } from "./errors.ts";

export type OrgAccount = {
  id: string;
  name: string;
  /** The unit that it is in; the root, if it is not said. */
  unit?: string;
  state?: "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE";
  tags?: Readonly<Record<string, string>>;
};
/** `above`: the unit that it is in; the root, if it is not said. */
export type OrgUnit = { id: string; name: string; above?: string };
export type Organization = { management: string; units?: readonly OrgUnit[]; accounts: readonly OrgAccount[] };

export const rootId = "r-root";

/** Smaller than AWS's, so that there are several. */
const pageSize = 7;

/** AWS's pages may be empty and go on all the same: here the first one always is. */
const page = (items: readonly JsonObject[], member: string, token: unknown): JsonObject => {
  if (token === undefined && items.length > 0) return { [member]: [], NextToken: "0" };
  const start = Number(token ?? 0);
  const end = start + pageSize;
  return { [member]: items.slice(start, end), ...(end < items.length ? { NextToken: String(end) } : {}) };
};

type Asked = { operation: string; input: JsonObject; account: string };

/** What the stand-in has of AWS Organizations: it tells the management account, and nobody else. */
export const organizationAnswer = (
  organization: Organization | undefined,
  { operation, input, account }: Asked,
): JsonObject | AwsError | undefined => {
  if (!organization) return awsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
  const { management, units = [], accounts } = organization;
  if (account !== management) return awsError("AccessDeniedException", "You don't have permissions to access this resource.", 400);
  const parent = input["ParentId"];
  const isUnit = parent === rootId || units.some(({ id }) => id === parent);
  if (parent !== undefined && !isUnit) return awsError("ParentNotFoundException", "You specified parent that doesn't exist.");
  const accountOf = ({ id, name, state = "ACTIVE" }: OrgAccount): JsonObject => ({
    Id: id,
    Name: name,
    Arn: `arn:aws:organizations::${management}:account/o-acme/${id}`,
    State: state,
  });
  const told = (items: readonly JsonObject[], member: string): JsonObject => page(items, member, input["NextToken"]);
  if (operation === "ListRoots")
    return told([{ Id: rootId, Name: "Root", Arn: `arn:aws:organizations::${management}:root/o-acme/${rootId}` }], "Roots");
  if (operation === "ListAccounts") return told(accounts.map(accountOf), "Accounts");
  if (operation === "ListAccountsForParent")
    return told(accounts.filter(({ unit = rootId }) => unit === parent).map(accountOf), "Accounts");
  if (operation === "ListOrganizationalUnitsForParent") {
    const below = units.filter(({ above = rootId }) => above === parent);
    return told(
      below.map(({ id, name }) => ({ Id: id, Name: name })),
      "OrganizationalUnits",
    );
  }
  if (operation === "ListTagsForResource") {
    const one = accounts.find(({ id }) => id === input["ResourceId"]);
    if (!one) return awsError("TargetNotFoundException", "You specified a target that doesn't exist.");
    return told(
      Object.entries(one.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
      "Tags",
    );
  }
  return undefined;
};
