import type { Json } from "../estate/json.ts";
import type { Unknown } from "../estate/unknown.ts";
import { isObject } from "../estate/json.ts";
import { optionalText } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { hiddenPart, read, readTag, readText, type View } from "./view.ts";

const namesOf = ({ resource }: View): Derived<Json[]> => {
  if (resource.kind === "transform-job") {
    const name = readText(resource, "modelName");
    return "unknown" in name ? name : known([name.value]);
  }
  const variants = read(resource, "variants");
  if ("unknown" in variants) return variants;
  const hidden = hiddenPart(resource, "variants", "modelName");
  if (hidden) return { unknown: hidden };
  const all = Array.isArray(variants.value) ? variants.value : [];
  return known(all.map((variant) => (isObject(variant) ? (variant["modelName"] ?? null) : null)));
};

/** A model that was deleted has no project any more, and one without the tag says of none. */
const foreignModel = (view: View): Derived<string | null> => {
  const [project, names] = [readTag(view.resource, "project"), namesOf(view)];
  if ("unknown" in project) return project;
  if (project.value === null || project.value === "") return known(null);
  if ("unknown" in names) return names;
  const foreign = new Set<string>();
  let hidden: Unknown | undefined;
  for (const name of names.value.filter((one) => one !== null)) {
    const model = view.one("model", { name });
    if ("unseen" in model) hidden ??= model.unseen;
    if (!("found" in model)) continue;
    const tag = readTag(model.found, "project");
    if ("unknown" in tag) hidden ??= tag.unknown;
    else if (tag.value !== null && tag.value !== "" && tag.value !== project.value) foreign.add(String(name));
  }
  return hidden ? { unknown: hidden } : known([...foreign].sort().join(", ") || null);
};

export const modelProject: FactSource = {
  kinds: ["endpoint-config", "transform-job"],
  reads: { "endpoint-config": ["tags", "variants"], "transform-job": ["tags", "modelName"] },
  looksAt: { model: ["name", "tags"] },
  fields: {
    // The models that it runs and whose project tag says another project than its own. Null: none.
    foreignModels: optionalText({ change: "in-place", samples: ["churn-7", "grid-3"] }),
  },
  derive: (view) => ({ foreignModels: foreignModel(view) }),
};
