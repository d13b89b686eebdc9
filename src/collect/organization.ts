import { closest } from "../estate/closest.ts";
import { isObject, type JsonObject } from "../estate/json.ts";
import { Problem } from "../estate/problem.ts";
import { organizations, type Operation } from "../kinds/operation.ts";
import type { Call } from "./call.ts";

/** Which accounts of an organization: nothing said is all of them. A unit is meant with all that is below it. */
export type Selection = { ous: readonly string[]; accounts: readonly string[]; tags: Readonly<Record<string, readonly string[]>> };
export type OrganizationAsked = {
  roleName: string;
  externalId?: string;
  sessionName: string;
  include: Selection;
  exclude: Selection;
  /** Whether the role is asked for in the caller's own account too. */
  assumeInOwnAccount: boolean;
  /** Whether somebody asks in which unit an account is, though none is chosen by it. */
  unitsWanted: boolean;
};

/** A member that is looked at. */
export type Member = { account: string; name: string };
export type Members = {
  members: readonly Member[];
  /** Those that nobody can look at any more. */
  closed: readonly Member[];
  /** The units above each account of the organization, by id and by names from the root down; undefined: nobody asked. */
  unitsOf: ReadonlyMap<string, readonly string[]> | undefined;
};

type Asking = { call: Call; region: string };
type Unit = { id: string; path: string; above: readonly string[] };
type Found = Member & { isOpen: boolean; arn: string; units: readonly string[] };

const refusal = (what: string): Problem =>
  new Problem({
    code: "organization-unread",
    what: `The organization cannot be read whole: ${what}.`,
    todo: "Run in the management account or a delegated administrator's, with organizations:List* and DescribeOrganization; or name the accounts under `accounts:`.",
  });

const word = (document: JsonObject, member: string): string => {
  const value = document[member];
  return typeof value === "string" ? value : "";
};

/** All pages, or a Problem: an account that is missing from the list would be missing from the report without a word. */
const list = async (
  { call, region }: Asking,
  operation: Operation,
  { input = {}, items }: { input?: JsonObject; items: string },
): Promise<JsonObject[]> => {
  const found: JsonObject[] = [];
  for (let token: string | undefined; ;) {
    const answer = await call(operation, { ...input, ...(token !== undefined && { NextToken: token }) }, region);
    if (!answer.ok) throw refusal(answer.failure.detail);
    const page = answer.document[items];
    found.push(...(Array.isArray(page) ? page.filter(isObject) : []));
    token = word(answer.document, "NextToken") || undefined;
    if (token === undefined) return found;
  }
};

const toFound = (one: JsonObject, units: readonly string[]): Found => ({
  account: word(one, "Id"),
  name: word(one, "Name"),
  arn: word(one, "Arn"),
  // Status was withdrawn in favour of State in September 2026; whichever is there.
  isOpen: (word(one, "State") || word(one, "Status")) === "ACTIVE",
  units,
});

/** The units below one, it included, with the names that lead there. */
async function* unitsBelow(asking: Asking, unit: Unit): AsyncGenerator<Unit> {
  yield unit;
  const below = await list(asking, organizations("ListOrganizationalUnitsForParent"), {
    input: { ParentId: unit.id },
    items: "OrganizationalUnits",
  });
  for (const one of below) {
    const path = unit.path === "" ? word(one, "Name") : `${unit.path}/${word(one, "Name")}`;
    yield* unitsBelow(asking, { id: word(one, "Id"), path, above: [...unit.above, unit.id] });
  }
}

const allUnits = async (asking: Asking): Promise<Unit[]> => {
  const units: Unit[] = [];
  for (const root of await list(asking, organizations("ListRoots"), { items: "Roots" }))
    for await (const unit of unitsBelow(asking, { id: word(root, "Id"), path: "", above: [] })) units.push(unit);
  return units;
};

/** A unit by its id, or by the names from the root down: `Research/ML`. */
const unitId = (asked: string, units: readonly Unit[]): string => {
  const found = units.find(({ id, path }) => id === asked || (path !== "" && path === asked));
  if (found) return found.id;
  const guess = closest(
    asked,
    units.flatMap(({ id, path }) => (path === "" ? [id] : [id, path])),
  );
  throw new Problem({
    code: "ou-unknown",
    what: `The organization has no unit ${asked}.${guess === undefined ? "" : ` Did you mean "${guess}"?`}`,
    where: "organization.include.ous, organization.exclude.ous",
    todo: "Write its id (ou-…), or the names from the root down, as Research/ML.",
  });
};

/** Those of the whole organization with their units where a unit is asked about; where none is, the flat list will do. */
const everybody = async (asking: Asking, units: readonly Unit[]): Promise<Found[]> => {
  if (units.length === 0) return (await list(asking, organizations("ListAccounts"), { items: "Accounts" })).map((one) => toFound(one, []));
  const found: Found[] = [];
  for (const { id, above } of units) {
    const accounts = await list(asking, organizations("ListAccountsForParent"), { input: { ParentId: id }, items: "Accounts" });
    found.push(...accounts.map((one) => toFound(one, [...above, id])));
  }
  return found;
};

type Tags = ReadonlyMap<string, string>;
const tagsOf = async (asking: Asking, { account }: Found): Promise<Tags> => {
  const tags = await list(asking, organizations("ListTagsForResource"), { input: { ResourceId: account }, items: "Tags" });
  return new Map(tags.map((tag) => [word(tag, "Key"), word(tag, "Value")]));
};

const isTagged = (wanted: Selection["tags"], tags: Tags): boolean =>
  Object.entries(wanted).every(([key, values]) => {
    const value = tags.get(key);
    return value !== undefined && (values.includes("*") || values.includes(value));
  });

/** As people write them: by id, or by the names that lead there. */
const unitsByAccount = (found: readonly Found[], units: readonly Unit[]): ReadonlyMap<string, readonly string[]> => {
  const paths = new Map(units.map(({ id, path }) => [id, path]));
  const namesOf = (id: string): string[] => [id, paths.get(id) ?? ""].filter((name) => name !== "");
  return new Map(found.map((one) => [one.account, one.units.flatMap(namesOf)]));
};

const isEmpty = ({ ous, accounts, tags }: Selection): boolean => ous.length + accounts.length + Object.keys(tags).length === 0;

/** To include, all that is said must hold; to exclude, anything of it. */
type Chosen = { selection: Selection; ids: readonly string[] };
const includes = ({ selection, ids }: Chosen, one: Found, tags: Tags): boolean =>
  (ids.length === 0 || ids.some((id) => one.units.includes(id))) &&
  (selection.accounts.length === 0 || selection.accounts.includes(one.account)) &&
  isTagged(selection.tags, tags);
const excludes = ({ selection, ids }: Chosen, one: Found, tags: Tags): boolean =>
  !isEmpty(selection) &&
  (ids.some((id) => one.units.includes(id)) ||
    selection.accounts.includes(one.account) ||
    (Object.keys(selection.tags).length > 0 && isTagged(selection.tags, tags)));

const checkAccounts = ({ include, exclude }: OrganizationAsked, found: readonly Found[]): void => {
  const [stranger] = [...include.accounts, ...exclude.accounts].filter((id) => !found.some(({ account }) => account === id));
  if (stranger === undefined) return;
  const guess = closest(
    stranger,
    found.map(({ account }) => account),
  );
  throw new Problem({
    code: "account-not-in-organization",
    what: `The organization has no account ${stranger}.${guess === undefined ? "" : ` Did you mean "${guess}"?`}`,
    where: "organization.include.accounts, organization.exclude.accounts",
    todo: "Correct the id. An account of somebody else's is named under `accounts:`.",
  });
};

/** The accounts of the caller's organization that are meant. */
export const membersOf = async (asked: OrganizationAsked, asking: Asking): Promise<Members> => {
  const { include, exclude, unitsWanted } = asked;
  const units = unitsWanted || include.ous.length + exclude.ous.length > 0 ? await allUnits(asking) : [];
  const chosen = (selection: Selection): Chosen => ({ selection, ids: selection.ous.map((ou) => unitId(ou, units)) });
  const [wanted, unwanted] = [chosen(include), chosen(exclude)];
  const found = await everybody(asking, units);
  checkAccounts(asked, found);
  const needsTags = Object.keys({ ...include.tags, ...exclude.tags }).length > 0;
  const meant: Found[] = [];
  for (const one of found.toSorted((a, b) => (a.account < b.account ? -1 : 1))) {
    const tags: Tags = needsTags ? await tagsOf(asking, one) : new Map();
    if (includes(wanted, one, tags) && !excludes(unwanted, one, tags)) meant.push(one);
  }
  const shown = ({ account, name }: Found): Member => ({ account, name });
  return {
    members: meant.filter(({ isOpen }) => isOpen).map(shown),
    closed: meant.filter(({ isOpen }) => !isOpen).map(shown),
    unitsOf: units.length === 0 ? undefined : unitsByAccount(found, units),
  };
};
