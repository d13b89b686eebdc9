import type { Resource } from "../estate/estate.ts";
import { isObject, type Json } from "../estate/json.ts";
import { through } from "../estate/through.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { sharedTo } from "./policies/trust.ts";
import { hiddenPart, read, readText, type View } from "./view.ts";

/** What runs or is built from images and stays, and where it names them. Jobs end: whose images only they run, its name must say. */
const users: Readonly<Record<string, readonly string[]>> = {
  "emr-serverless-application": ["imageUri"],
  "image-version": ["baseImage", "containerImage"],
  model: ["containers"],
};

/** Names that say it: those that SageMaker's and the platform's own tools give. */
const ofLearning = /sagemaker|mlspace/;

const imagesIn = (value: Json): Json[] =>
  Array.isArray(value) ? value.map((one) => (isObject(one) ? (one["image"] ?? null) : null)) : [value];

/** The repositories in which images lie, by ARN, and why there may be more. */
type Named = { arns: ReadonlySet<Json>; hidden: Unknown | undefined };

const namedBy = (resources: readonly Resource[], fields: readonly string[]): Named => {
  const arns = new Set<Json>();
  let hidden: Unknown | undefined;
  for (const resource of resources)
    for (const field of fields) {
      const found = read(resource, field);
      hidden ??= hiddenPart(resource, field, "image") ?? ("unknown" in found ? found.unknown : undefined);
      for (const image of "value" in found ? imagesIn(found.value) : []) arns.add(through("repository", image) ?? null);
    }
  return { arns, hidden };
};

/** All repositories ask after the same models, of which there may be thousands. */
const namedKnown = new WeakMap<readonly Resource[], Named>();
const namedIn = (resources: readonly Resource[], fields: readonly string[]): Named => {
  const named = namedKnown.get(resources) ?? namedBy(resources, fields);
  namedKnown.set(resources, named);
  return named;
};

const usedBy = (view: View): Derived<string | null> => {
  const name = readText(view.resource, "name");
  if ("value" in name && ofLearning.test(name.value ?? "")) return known("its name");
  const arn = readText(view.resource, "arn");
  const all = Object.entries(users).map(([kind, fields]) => {
    const { resources, open } = view.all(kind);
    const named = namedIn(resources, fields);
    return { kind, arns: named.arns, hidden: open ?? named.hidden };
  });
  if ("value" in arn && arn.value !== null) {
    const found = all.find(({ arns }) => arns.has(arn.value));
    if (found) return known(found.kind);
  }
  const unknown = ("unknown" in name ? name.unknown : undefined) ?? ("unknown" in arn ? arn.unknown : undefined);
  const hidden = unknown ?? all.find((one) => one.hidden)?.hidden;
  return hidden ? { unknown: hidden } : known(null);
};

/** Of repositories in which nothing of machine learning lies there is nothing to say. */
const imageUseOf = (view: View): Record<string, Derived> => {
  const used = usedBy(view);
  const isUsed = "value" in used && used.value !== null;
  return { usedBy: used, opensTo: isUsed ? sharedTo(view) : used };
};

export const imageUse: FactSource = {
  kinds: ["ecr-repository"],
  reads: { "ecr-repository": ["name", "arn", "policy"] },
  looksAt: users,
  fields: {
    // What of machine learning runs its images, beside it in account and region, or that its name says so. Null: nothing.
    usedBy: optionalText({ change: "in-place", samples: ["model", "image-version", "its name"] }),
    // Whom its policy lets in on no condition: other accounts, or everybody.
    opensTo: optionalText({ change: "in-place", samples: ["210987654321", "everybody"] }),
  },
  derive: imageUseOf,
};
