import { type Derived, known } from "../derived.ts";
import type { View } from "../view.ts";
import { asksFor } from "./condition.ts";
import { contextOf, type Given } from "./context.ts";
import { concerns, decide, type Decision, refused, type Rights } from "./decision.ts";
import { ownAccount } from "./made-up.ts";

/** What nobody's policy names. A pattern that reaches it reaches anything of its kind. */
export const stranger = "zq9-nobody-named-this";

/** What stands for the caller's own name and tags. */
export const own = "zq9-own";

/** An action, and the last part of what it is done to: `role/x`. `given`: what such a request says besides. */
export type Question = { action: string; on: string; given?: Given };

/** Asks questions in the name of one role, user or group. */
export type Asker = {
  rights: Rights;
  account: string;
  arn: string;
  /** What each of its requests says of who asks. */
  caller: readonly Given[];
  /** Its rights, without the statements that say nothing of an action: most questions meet few. */
  about: (action: string) => Rights;
  ask: (question: Question) => Decision;
};

const accountNumber = /^\d{12}$/;

const patternsOf = ({ policies }: Rights): string[] => policies.statements.flatMap(({ resources }) => resources.patterns);

/** A part of the ARNs that policies name, where the resource itself does not say it. */
const partNamed = (patterns: readonly string[], nth: number, shape: RegExp): string[] =>
  patterns.map((one) => one.split(":")[nth] ?? "").filter((part) => shape.test(part));

/** Where something may be done: in regions that policies name, and in one that they do not. */
const regionsFor = (rights: Rights): string[] => {
  const tests = rights.policies.statements.flatMap(({ condition }) => asksFor(condition));
  const asked = tests.filter(({ key }) => key === "aws:requestedregion").flatMap(({ wanted }) => wanted);
  const named = [...partNamed(patternsOf(rights), 3, /^[a-z]{2}(?:-[a-z]+)+-\d$/), ...asked.filter((one) => /^[a-z0-9-]+$/.test(one))];
  return [...new Set(["zq-north-9", ...named])].slice(0, 5);
};

const noRegion = new Set(["iam", "s3"]);
const noAccount = new Set(["s3"]);

/** Whoever asks speaks over TLS and for himself, and is not one of AWS's services. */
const always: Given = {
  "aws:SecureTransport": { values: ["true"] },
  "aws:ViaAWSService": { values: ["false"] },
  "aws:PrincipalIsAWSService": { values: ["false"] },
  "aws:CalledVia": "absent",
  "aws:CalledViaFirst": "absent",
  "aws:CalledViaLast": "absent",
  "aws:PrincipalTag/*": "own",
  "aws:userid": "own",
  "aws:username": "own",
  "sagemaker:DomainId": "own",
  "sagemaker:UserProfileName": "own",
};

const nothing: Given = {};

const saidOfRegions = new Map<string, Given>();
const regionSaid = (region: string): Given => {
  const said = saidOfRegions.get(region) ?? { "aws:RequestedRegion": region === "" ? "unknown" : { values: [region] } };
  saidOfRegions.set(region, said);
  return said;
};

/** The most that any of them allows. */
const most = (decisions: readonly Decision[]): Decision =>
  decisions.find(({ allowed }) => allowed === "yes") ??
  decisions.find(({ allowed }) => allowed === "perhaps") ??
  decisions[0] ??
  refused;

/** Whether anything at all speaks for it. */
const mayBeAllowed = ({ policies }: Rights): boolean => policies.mayAllow !== undefined || policies.statements.some(({ effect }) => effect === "Allow");

/** Nothing of what was seen says anything of it. */
const saysNothing = ({ policies, boundary }: Rights): boolean =>
  policies.statements.length === 0 && (boundary === null || boundary.statements.length === 0);

const only = ({ policies, boundary }: Rights, action: string): Rights => ({
  policies: { ...policies, statements: policies.statements.filter((one) => concerns(one, action)) },
  boundary: boundary && { ...boundary, statements: boundary.statements.filter((one) => concerns(one, action)) },
});

export const askerFor = (view: View, rights: Rights): Asker => {
  const { resource } = view;
  const patterns = patternsOf(rights);
  const isKnown = accountNumber.test(resource.account);
  // A plan need not say in which account it is; its policies do, where they name one.
  const accounts = partNamed(patterns, 4, accountNumber);
  const account = isKnown ? resource.account : accounts.includes(ownAccount) ? ownAccount : (accounts[0] ?? ownAccount);
  const partition = partNamed([resource.arn ?? "", ...patterns], 1, /^aws[a-z-]*$/)[0] ?? "aws";
  const arn = resource.arn ?? `arn:${partition}:iam::${account}:${resource.kind.slice("iam-".length)}/${resource.name}`;
  const regions = regionsFor(rights);
  const principal: Given = {
    "aws:PrincipalArn": { values: [arn] },
    "aws:PrincipalAccount": isKnown ? { values: [account] } : "unknown",
    "aws:ResourceAccount": isKnown ? { values: [account] } : "unknown",
    "s3:ResourceAccount": isKnown ? { values: [account] } : "unknown",
  };
  const caller = [always, principal];
  const concerned = new Map<string, Rights>();
  const about: Asker["about"] = (action) => {
    const rest = concerned.get(action) ?? only(rights, action);
    concerned.set(action, rest);
    return rest;
  };
  let unspoken: Decision | undefined;
  const ask: Asker["ask"] = ({ action, on, given = nothing }) => {
    const theirs = about(action);
    if (!mayBeAllowed(theirs)) return refused;
    // Then what was not seen decides, and that is the same whatever is asked.
    if (saysNothing(theirs)) return (unspoken ??= decide(theirs, { action, resource: on, context: contextOf([]) }));
    const service = action.slice(0, action.indexOf(":"));
    const everywhere = noRegion.has(service) ? [""] : regions;
    return most(
      everywhere.map((region) => {
        const named = `arn:${partition}:${service}:${region}:${noAccount.has(service) ? "" : account}:${on}`;
        const context = contextOf([...caller, regionSaid(region), given]);
        return decide(theirs, { action, resource: named, context });
      }),
    );
  };
  return { rights, account, arn, caller, about, ask };
};

/** The statement that allows it; null: nothing does. */
export const allowedBy = (decisions: readonly Decision[]): Derived<string | null> => {
  const { allowed, by, why } = most(decisions);
  if (allowed === "perhaps") return { unknown: why ?? { reason: "unresolved", detail: "whether it is allowed cannot be told" } };
  return known(allowed === "yes" ? (by?.name ?? "its policies") : null);
};
