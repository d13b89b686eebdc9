import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { joinValue } from "../../estate/join.ts";
import { fromPointer } from "../../estate/pointer.ts";
import type { Unknown } from "../../estate/unknown.ts";
import { type Derived, known } from "../derived.ts";
import { read, type View } from "../view.ts";
import type { Condition } from "./condition.ts";
import { accountsAsked, isNarrowed, letsInGuests } from "./narrowed.ts";
import { matches } from "./pattern.ts";
import { conditionIn } from "./statement.ts";

/** Services that run machine learning, by what their names begin with. */
const services = ["sagemaker", "elasticmapreduce", "emr-serverless", "emr-containers"] as const;
/** Instances of EMR clusters and notebooks on EC2 wear their role by a profile. */
const machines = "ec2";

const serviceOf = (principal: string): string => principal.split(".")[0] ?? "";

type Trust = { statements: JsonObject[]; allows: JsonObject[] };

/** What is asked of those who are let in, and by what an unknown one of them is told nevertheless. */
type Asking = { field: "policy" | "trust"; parts: ReadonlySet<string>; told: RegExp };

/** Who may put it on: whom the template itself names by ARN is not everybody. */
const serving: Asking = { field: "trust", parts: new Set(["effect", "services", "principals"]), told: /^(?:AWS::AccountId|arn:[^?]*|<?[^?<>]+\.Arn>?)$/ };
/** Whom it lets in: what the template makes is of its own account. */
const opening: Asking = {
  field: "trust",
  parts: new Set(["effect", "principals", "notPrincipals"]),
  told: /^(?:AWS::AccountId|arn:[^:?]*:(?:iam|sts)::<AWS::AccountId>:[^?]*|<?[^?<>]+\.Arn>?)$/,
};

const isAsked = (pointer: string, { same }: Unknown, { field: asked, parts, told }: Asking): boolean => {
  const [field, , part, at] = fromPointer(pointer);
  if (field !== asked || (part !== undefined && !parts.has(part))) return false;
  return part !== "principals" || at === undefined || same === undefined || !told.test(same);
};

/** Who is let in must be known whole: what one statement denies may undo what another allows. */
const statementsOf = ({ resource }: View, asks: Asking): Derived | { trust: Trust } => {
  const found = read(resource, asks.field);
  if ("unknown" in found) return found;
  const hidden = Object.entries(resource.unknown).find(([pointer, unknown]) => isAsked(pointer, unknown, asks));
  if (hidden) return { unknown: hidden[1] };
  const statements = Array.isArray(found.value) ? found.value.filter(isObject) : [];
  return { trust: { statements, allows: statements.filter(({ effect }) => effect === "Allow") } };
};

const textsIn = (value: Json | undefined): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);

const letsIn = (statement: JsonObject, part: string): string[] => textsIn(statement[part]);

/** Of the machines that may wear it, those that were seen to. */
const wornBy = (view: View): Derived<string | null> => {
  const names = read(view.resource, "names");
  const all = ["emr-cluster", "ec2-notebook"].map((kind) => ({ kind, ...view.inAccount(kind, {}) }));
  if (all.every(({ resources, open }) => resources.length === 0 && !open)) return known(null);
  if ("unknown" in names) return names;
  const each = textsIn(names.value).map((name, at) => joinValue(view.resource, ["names", at], name));
  const called = each.flatMap((name) => ("value" in name ? [name.value] : []));
  const found = [
    ["emr-cluster", "instanceProfile"],
    ["ec2-notebook", "instanceProfileArn"],
    ["ec2-notebook", "instanceProfileName"],
  ].map(([kind = "", field = ""]) => called.map((name) => ({ kind, ...view.inAccount(kind, { [field]: name }) })));
  const worn = found.filter((ones) => ones.some(({ resources }) => resources.length > 0)).map(([first]) => first?.kind);
  if (worn.length > 0) return known([...new Set(worn)].map((kind) => (kind === "emr-cluster" ? "instances of EMR" : "notebooks on EC2")).join(", "));
  const open = found.flat().find((one) => one.open)?.open;
  return open ? { unknown: open } : known(null);
};

/** Roles that AWS makes for its services cannot be changed. */
const ofAws = "/aws-service-role/";

/** Whom of machine learning a role serves: the services that may put it on, the machines that wear it; null: none. */
export const servesOf = (view: View): Derived<string | null> => {
  const path = read(view.resource, "path");
  if ("unknown" in path) return path;
  if (typeof path.value === "string" && path.value.startsWith(ofAws)) return known(null);
  const found = statementsOf(view, serving);
  if (!("trust" in found)) return "unknown" in found ? found : known(null);
  const named = found.trust.allows.flatMap((statement) => letsIn(statement, "services")).map(serviceOf);
  const isOpen = found.trust.allows.some((statement) => letsIn(statement, "principals").includes("*"));
  const learning: string[] = services.filter((service) => named.includes(service));
  if (learning.length > 0 || isOpen) return known([...learning, ...(isOpen ? ["everybody"] : [])].join(", "));
  return named.includes(machines) ? wornBy(view) : known(null);
};

const accountNumber = /^\d{12}$/;
const accountIn = (principal: string): string | undefined =>
  accountNumber.test(principal) ? principal : /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1];

const putsOn = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

/** Who may only tag a session is let in by another statement, or not at all. */
const isWayIn = (statement: JsonObject): boolean =>
  letsIn(statement, "notActions").length > 0 ||
  letsIn(statement, "actions").some((pattern) =>
    putsOn.some((action) => matches(pattern, action, { wildcards: true, variables: null, caseless: true }) === "yes"),
  );

const othersIn = (statement: JsonObject, own: string, condition: Condition): string[] => {
  const guests = letsIn(statement, "federated").some((provider) => letsInGuests(provider, condition)) ? ["everybody"] : [];
  if (condition && isNarrowed(condition)) return guests;
  const named = letsIn(statement, "principals");
  const isOpen = named.includes("*") || letsIn(statement, "notPrincipals").length > 0;
  const asked = condition && isOpen ? accountsAsked(condition) : undefined;
  if (isOpen && !asked) return ["everybody"];
  const accounts = (asked ?? named).map(accountIn).filter((account) => account !== undefined);
  return [...accounts.filter((account) => account !== own), ...guests];
};

/** Whom a policy lets in by statements of which this holds. */
const letInBy = (view: View, asks: Asking, counts: (statement: JsonObject) => boolean): Derived<string | null> => {
  const found = statementsOf(view, asks);
  if (!("trust" in found)) return "unknown" in found ? found : known(null);
  const { account } = view.resource;
  const open = found.trust.allows.map((statement) => {
    const condition = conditionIn(statement);
    return { others: counts(statement) ? othersIn(statement, account, condition) : [], condition };
  });
  const others = [...new Set(open.flatMap((one) => one.others))].sort();
  if (others.length === 0) return known(null);
  if (open.some(({ condition }) => condition === undefined))
    return { unknown: { reason: "unresolved", detail: "a condition of its policy cannot be read" } };
  if (found.trust.statements.length > found.trust.allows.length)
    return { unknown: { reason: "unresolved", detail: "its policy denies some of those whom it lets in" } };
  const isKnown = accountNumber.test(account) || others.includes("everybody");
  return isKnown
    ? known(others.join(", "))
    : { unknown: { reason: "unmatched", detail: "whether the account that it lets in is its own is not known" } };
};

/** Whom a role lets in, on no condition that says whom of them: other accounts by their numbers, or everybody. */
export const opensTo = (view: View): Derived<string | null> => letInBy(view, opening, isWayIn);

/** The same of a thing that has a policy of its own, by whatever that allows. */
export const sharedTo = (view: View): Derived<string | null> => letInBy(view, { ...opening, field: "policy" }, () => true);
