import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Estate, Resource } from "../../../src/estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../../src/estate/json.ts";
import type { Unknowns } from "../../../src/estate/unknown.ts";
import { readTerraformPlan } from "../../../src/iac/terraform/plan.ts";
import { kinds } from "../../../src/kinds/registry.ts";

const folder = "test/fixtures/plans";

export const planText = (name: string, file = "plan.json"): string => readFileSync(join(folder, name, file), "utf8");

export const planDocument = (name: string): JsonObject => {
  const document: unknown = JSON.parse(planText(name));
  if (!isObject(document)) throw new Error(`${name} is no object`);
  return document;
};

/** All .tf files of a plan's folder, below `infra`. */
export const sourcesOf = (name: string): Map<string, string> =>
  new Map(
    readdirSync(join(folder, name), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".tf"))
      .map((path) => [`infra/${path}`, readFileSync(join(folder, name, path), "utf8")]),
  );

export const read = (content: string | Uint8Array, sources?: ReadonlyMap<string, string>): Estate =>
  readTerraformPlan({ content, file: "infra/plan.json", kinds, ...(sources ? { sources } : {}) });

export const readPlan = (name: string): Estate => read(planText(name));

/** A real plan with one change made by the test. */
export const readEdited = (name: string, edit: (plan: JsonObject) => void): Estate => {
  const plan = planDocument(name);
  edit(plan);
  return read(JSON.stringify(plan));
};

/** Fails where the path does not lead to an object, so that a fixture that changed is noticed. */
export const objectAt = (value: Json | undefined, ...path: (string | number)[]): JsonObject => {
  let at: Json | undefined = value;
  for (const step of path) {
    if (Array.isArray(at) && typeof step === "string") at = at.find((item) => isObject(item) && item["address"] === step);
    else if (Array.isArray(at)) at = at[Number(step)];
    else at = isObject(at) ? at[step] : undefined;
  }
  if (!isObject(at)) throw new Error(`the fixture has no object at ${path.join(" / ")}`);
  return at;
};

/** The `change` of a resource. */
export const changeOf = (plan: JsonObject, address: string): JsonObject => objectAt(plan, "resource_changes", address, "change");

/** The expressions of a resource in the root module. */
export const expressionsOf = (plan: JsonObject, address: string): JsonObject =>
  objectAt(plan, "configuration", "root_module", "resources", address, "expressions");

export const providerExpressions = (plan: JsonObject, key: string): JsonObject =>
  objectAt(plan, "configuration", "provider_config", key, "expressions");

export const byId = (estate: Estate, id: string): Resource => {
  const found = estate.resources.find((resource) => resource.id === id);
  if (!found) throw new Error(`no ${id} among ${estate.resources.map((resource) => resource.id).join(", ")}`);
  return found;
};

export const withoutPosition = (resource: Resource): Omit<Resource, "position"> => {
  const copy = { ...resource };
  delete copy.position;
  return copy;
};
export const withoutPositions = ({ resources }: Estate): Omit<Resource, "position">[] => resources.map(withoutPosition);

/** What is unknown, without the fields that no plan can give. */
export const hidden = ({ unknown }: Resource): Unknowns =>
  Object.fromEntries(Object.entries(unknown).filter(([, { reason }]) => reason !== "not-given"));
