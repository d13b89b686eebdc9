import type { Unknown } from "../../estate/unknown.ts";
import { type Derived, known } from "../derived.ts";
import { allowedBy, type Asker, own, stranger } from "./asker.ts";
import { contextOf, type Given } from "./context.ts";
import { concerns, decide, type Decision } from "./decision.ts";
import type { Statement } from "./statement.ts";

const data = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:PutBucketPolicy"] as const;

/** They are done to a bucket; the others, to an object in it. */
const ofBuckets = new Set<string>(["s3:ListBucket", "s3:PutBucketPolicy"]);

const within = (bucket: string, action: string): string => (ofBuckets.has(action) ? bucket : `${bucket}/${stranger}`);

const on = ({ ask }: Asker, bucket: string): Decision[] =>
  data.map((action) => ask({ action, on: within(bucket, action) }));

const ownNames: Given = Object.fromEntries(
  ["aws:PrincipalTag/*", "aws:userid", "aws:username", "sagemaker:DomainId", "sagemaker:UserProfileName"].map((key) => [key, { values: [own] }]),
);

/** Something that a pattern stands for. */
const sample = (pattern: string): string => pattern.replaceAll(/\$\{[^}]*\}/g, own).replaceAll(/[*?]/g, "z");

/** A request for one thing that a pattern stands for; or why a statement may be about more than it says. */
type Sampled = { action: string; resource: string; pattern: string } | { open: Unknown };

/** What the statements of an effect name that say anything of buckets, and those of the boundary, each by one thing that they stand for. */
const sampled = ({ rights, arn }: Asker, of: Statement["effect"]): Sampled[] =>
  [...rights.policies.statements, ...(rights.boundary?.statements ?? [])]
    .filter(({ effect }) => effect === of)
    .flatMap((statement) =>
      data
        .filter((action) => concerns(statement, action))
        .flatMap((action) => {
          const open: Sampled[] = statement.open ? [{ open: statement.open }] : [];
          const patterns = statement.resources.but ? [`arn:${arn.split(":")[1]}:s3:::${stranger}/${stranger}`] : statement.resources.patterns;
          return [...open, ...patterns.map((pattern) => ({ action, resource: sample(pattern), pattern }))];
        }),
    );

const decided = ({ rights, caller }: Asker, one: Sampled): Decision =>
  "open" in one
    ? { allowed: "perhaps", by: undefined, why: one.open }
    : decide(rights, { action: one.action, resource: one.resource, context: contextOf([...caller, ownNames]) });

const named = (asker: Asker): Decision[] => sampled(asker, "Allow").map((one) => decided(asker, one));

/** By what somebody reaches any bucket at all. */
export const anyBucketBy = (asker: Asker): Derived<string | null> => allowedBy(on(asker, stranger));

/** What is done to a bucket is done to nothing in it, and the other way round. */
const fitting = (one: Sampled): Sampled[] => {
  if ("open" in one) return [one];
  const [, bucket] = /^arn:[^:]*:s3:::([^/]+)/.exec(one.resource) ?? [];
  const isWithin = one.resource.includes("/");
  if (bucket === undefined || (ofBuckets.has(one.action) && isWithin)) return [];
  return [ofBuckets.has(one.action) || isWithin ? one : { ...one, resource: `${one.resource}/${stranger}` }];
};

/** What can be done with the buckets that somebody's policies name, under their names: may he do it himself, and may others. */
export const bucketsNamedBy = (asker: Asker, effect: Statement["effect"]): { name: string; may: (who: Asker) => Decision }[] =>
  sampled(asker, effect)
    .flatMap(fitting)
    .map((one) => ({ name: "open" in one ? "" : one.pattern, may: (who) => decided(who, one) }));

/** Which buckets somebody reaches, and by what: any at all, those that policies name, or none. */
export const bucketsOf = (asker: Asker): { buckets: Derived<string>; bucketsBy: Derived<string | null> } => {
  const any = anyBucketBy(asker);
  if ("unknown" in any) return { buckets: any, bucketsBy: any };
  if (any.value !== null) return { buckets: known("any"), bucketsBy: any };
  const chosen = named(asker);
  const { mayAllow } = asker.rights.policies;
  const hidden: Unknown | undefined = mayAllow ?? chosen.find(({ allowed }) => allowed === "perhaps")?.why;
  const by = chosen.find(({ allowed }) => allowed === "yes")?.by;
  if (by) return { buckets: known("chosen"), bucketsBy: known(by.name) };
  return hidden ? { buckets: { unknown: hidden }, bucketsBy: { unknown: hidden } } : { buckets: known("none"), bucketsBy: known(null) };
};

/** How AWS's services name buckets by themselves, so that anybody can make one that an account will use one day. */
const prefixes = ["sagemaker-", "aws-glue-assets-", "aws-emr-resources-"] as const;

const foreign: Given = {
  "aws:ResourceAccount": { values: ["999999999999"] },
  "s3:ResourceAccount": { values: ["999999999999"] },
};

/** By what somebody reaches buckets of guessable names that may be another account's; null where any bucket at all is reached. */
export const guessableBy = (asker: Asker): Derived<string | null> => {
  const suffixes = [`zq-north-9-${asker.account}`, "zq-north-9-999999999999"];
  const asked = (["s3:GetObject", "s3:PutObject"] as const).flatMap((action) => {
    const isAny = asker.ask({ action, on: within(stranger, action), given: foreign }).allowed === "yes";
    const names = isAny ? [] : prefixes.flatMap((prefix) => suffixes.map((suffix) => `${prefix}${suffix}`));
    return names.map((name) => asker.ask({ action, on: within(name, action), given: foreign }));
  });
  return allowedBy(asked);
};
