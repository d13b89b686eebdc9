import type { Resource } from "../estate/estate.ts";
import { isObject, type Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { optionalText } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { hiddenPart, read, readText, type View } from "./view.ts";

const packagesOf = ({ resource }: View): Derived<string[]> => {
  const containers = read(resource, "containers");
  if ("unknown" in containers) return containers;
  const hidden = hiddenPart(resource, "containers", "modelPackageName");
  if (hidden) return { unknown: hidden };
  const all: readonly Json[] = Array.isArray(containers.value) ? containers.value : [];
  const names = all.map((container) => (isObject(container) ? container["modelPackageName"] : null));
  return known(names.filter((name) => typeof name === "string"));
};

/** Packages are sold and shared: what another account or region holds was not looked at. */
const isElsewhere = (name: string, { account, region }: Resource): boolean => {
  const [arn, , , itsRegion, itsAccount] = name.split(":");
  return arn === "arn" && (itsRegion !== region || itsAccount !== account);
};

/** Of one outside of every group nobody asks an approval, and of one that is gone nobody can tell any more. */
const isApproved = (view: View, name: string): Derived<boolean> => {
  if (isElsewhere(name, view.resource))
    return { unknown: { reason: "not-collected", detail: "its model package is in another account or region" } };
  const found = view.one("model-package", { [name.startsWith("arn:") ? "arn" : "name"]: name });
  if ("unseen" in found) return { unknown: found.unseen };
  if ("missing" in found) return known(true);
  const approval = readText(found.found, "approval");
  return "unknown" in approval ? approval : known(approval.value === null || approval.value === "Approved");
};

const unapproved = (view: View): Derived<string | null> => {
  const names = packagesOf(view);
  if ("unknown" in names) return names;
  const waiting = new Set<string>();
  let hidden: Unknown | undefined;
  for (const name of names.value) {
    const said = isApproved(view, name);
    if ("unknown" in said) hidden ??= said.unknown;
    else if (!said.value) waiting.add(name.replace(/^.*:model-package\//, ""));
  }
  return hidden ? { unknown: hidden } : known([...waiting].sort().join(", ") || null);
};

export const packageApproval: FactSource = {
  kinds: ["model"],
  reads: { model: ["containers"] },
  looksAt: { "model-package": ["arn", "name", "approval"] },
  fields: {
    // The versions of model packages that it is made from and that wait for approval or were rejected. Null: none.
    unapprovedPackages: optionalText({ change: "recreate", samples: ["churn/3", "grid/1"] }),
  },
  derive: (view) => ({ unapprovedPackages: unapproved(view) }),
};
