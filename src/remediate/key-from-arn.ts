import type { Kind } from "../kinds/kind.ts";
import type { ReportedResource } from "../findings/report.ts";

/** The fields that name a resource within its account and region. */
export type Key = Readonly<Record<string, string | number>>;

/** A key as the ARN writes it, in the spelling that AWS takes: some parts are in lower case there. */
const spelled = (kind: Kind, field: string, value: string): string | number => {
  const leaf = kind.fields[field];
  if (leaf?.shape === "leaf" && leaf.type === "integer") return Number(value);
  if (!(kind.identity.lowerCase ?? []).includes(field)) return value;
  const values = leaf?.shape === "leaf" ? (leaf.values ?? []) : [];
  return values.map(String).find((one) => one.toLowerCase() === value) ?? value;
};

/**
 * The fields that may name a resource, read off its ARN. Where a place in the ARN is for one of several fields (an application is a
 * user's or a space's), there is more than one answer, and only a look tells which one is right.
 */
export const keysFromArn = (kind: Kind, { arn, name }: Pick<ReportedResource, "arn" | "name">): Key[] => {
  const { key } = kind.identity;
  // What there is only one of has no key: its ARN alone says that it is the one.
  if (key.length > 0 && key.every((field) => field === "name")) return [{ name }];
  const parts = partsOf(kind, arn);
  if (!key.includes("arn") || arn === null) return parts;
  // The ARN is its name; what it is described by may be parts of that.
  const [only, other] = parts;
  return [{ ...(other ? {} : only), arn }];
};

const partsOf = (kind: Kind, arn: string | null): Key[] => {
  const { template } = kind.identity;
  const [values, places] = [(arn ?? "").split(":").slice(5).join(":").split("/"), template.split("/")];
  if (values.length !== places.length) return [];
  let keys: Key[] = [{}];
  for (const [index, place] of places.entries()) {
    const value = values[index] ?? "";
    const fields = /^\{(.+)\}$/.exec(place)?.[1]?.split("|");
    if (!fields) {
      if (place !== value) return [];
      continue;
    }
    keys = keys.flatMap((rest) => fields.map((field) => ({ ...rest, [field]: spelled(kind, field, value) })));
  }
  return keys;
};
