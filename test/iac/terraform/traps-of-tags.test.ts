import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/estate/json.ts";
import { byId, changeOf, expressionsOf, hidden, objectAt, providerExpressions, readEdited, readPlan } from "./plans.ts";

const notebook = (name: string): string => `aws_sagemaker_notebook_instance.${name}`;
const applied = "known-after-apply";

test("2: an untagged resource without default tags has no tags, though tags_all is unknown", () => {
  const bare = byId(readPlan("01-notebooks-mixed"), notebook("bare"));
  expect(bare.config["tags"]).toEqual({});
  expect(hidden(bare)).toEqual({});
});

test("3: known default tags are merged, also through modules, a region of its own and aliased providers", () => {
  const estate = readPlan("05-default-tags");
  const tags = (id: string): unknown => byId(estate, id).config["tags"];
  const defaults = { project: "fraud", system: "MLSpace", user: "ada" };
  expect(tags(notebook("from_default"))).toEqual(defaults);
  expect(tags(notebook("override"))).toEqual({ ...defaults, project: "churn", extra: "1" });
  expect(tags(notebook("own_region"))).toEqual(defaults);
  expect(tags(notebook("other_provider"))).toEqual({});
  expect(tags(`module.inherit.${notebook("m")}`)).toEqual({ ...defaults, user: "bob" });
  expect(tags(`module.sub.${notebook("m")}`)).toEqual({ user: "bob" });
  expect(estate.resources.every((resource) => Object.keys(hidden(resource)).length === 0)).toBe(true);
});

test("3: an empty tag overrides a default tag, though it makes tags_all unknown", () => {
  const estate = readPlan("05-default-tags");
  expect(byId(estate, notebook("override_empty")).config["tags"]).toEqual({ project: "", system: "MLSpace", user: "ada" });
});

test("3: in a module, the provider's key leads to the configuration of the caller", () => {
  const estate = readEdited("05-default-tags", (plan) => {
    const module = objectAt(plan, "configuration", "root_module", "module_calls", "inherit", "module");
    objectAt(module, "resources", 0)["provider_config_key"] = "inherit:aws";
    const change = changeOf(plan, `module.inherit.${notebook("m")}`);
    delete objectAt(change, "after")["tags_all"];
    objectAt(change, "after_unknown")["tags_all"] = true;
  });
  expect(byId(estate, `module.inherit.${notebook("m")}`).config["tags"]).toEqual({ project: "fraud", system: "MLSpace", user: "bob" });
});

/** Plan 05 as the provider would write it with default tags that it did not know: it drops them without a word. */
const withUnknownDefaults =
  (references: string[]) =>
  (plan: JsonObject): void => {
    objectAt(providerExpressions(plan, "aws"), "default_tags", 0)["tags"] = { references };
    const override = changeOf(plan, notebook("override"));
    objectAt(override, "after")["tags_all"] = { project: "churn", extra: "1" };
    const bare = changeOf(plan, notebook("from_default"));
    delete objectAt(bare, "after")["tags_all"];
    objectAt(bare, "after_unknown")["tags_all"] = true;
  };

test("4: default tags that were unknown leave own tags known and may add more", () => {
  const estate = readEdited("05-default-tags", withUnknownDefaults(["aws_vpc.ml.id", "aws_vpc.ml"]));
  const detail = "default_tags of provider aws: aws_vpc.ml.id";
  const override = byId(estate, notebook("override"));
  expect(override.config["tags"]).toEqual({ project: "churn", extra: "1" });
  expect(hidden(override)).toEqual({ "/tags/-": { reason: applied, detail } });
  expect(hidden(byId(estate, notebook("from_default")))).toEqual({ "/tags/-": { reason: applied, detail } });
});

test("4: default tags from variables of the root module were known, so tags_all holds them", () => {
  const estate = readEdited("05-default-tags", (plan) => {
    plan["variables"] = { team: { value: "fraud" } };
    objectAt(providerExpressions(plan, "aws"), "default_tags", 0)["tags"] = { references: ["var.team"] };
  });
  expect(byId(estate, notebook("override")).config["tags"]).toEqual({ project: "churn", extra: "1", system: "MLSpace", user: "ada" });
  expect(hidden(byId(estate, notebook("override")))).toEqual({});
});

test("4: default tags that were known may add nothing that a resource does not say itself", () => {
  const withTeam =
    (variables: JsonObject) =>
    (plan: JsonObject): void => {
      withUnknownDefaults(["var.team"])(plan);
      plan["variables"] = variables;
    };
  const known = byId(readEdited("05-default-tags", withTeam({ team: { value: "churn" } })), notebook("override"));
  expect(known.config["tags"]).toEqual({ project: "churn", extra: "1" });
  expect(hidden(known)).toEqual({});
  expect(hidden(byId(readEdited("05-default-tags", withTeam({})), notebook("override")))["/tags/-"]?.reason).toBe(applied);
});

test("5: one unknown value hides the whole map of tags, but not that it may hold more", () => {
  const estate = readPlan("02-unknown-from-resources");
  const refs = byId(estate, notebook("all_refs"));
  expect(refs.config["tags"]).toEqual({});
  expect(hidden(refs)["/tags/-"]).toEqual({ reason: applied, detail: "aws_vpc.ml.id" });
});

test("5: under an unknown map of tags, the keys of default tags are there with values that may be overridden", () => {
  const estate = readEdited("05-default-tags", (plan) => {
    const change = changeOf(plan, notebook("override"));
    for (const name of ["tags", "tags_all"]) {
      delete objectAt(change, "after")[name];
      objectAt(change, "after_unknown")[name] = true;
    }
    expressionsOf(plan, notebook("override"))["tags"] = { references: ["local.tags"] };
  });
  const detail = "local.tags";
  expect(byId(estate, notebook("override")).config["tags"]).toEqual({});
  expect(hidden(byId(estate, notebook("override")))).toEqual({
    "/tags/project": { reason: applied, detail, set: true },
    "/tags/system": { reason: applied, detail, set: true },
    "/tags/user": { reason: applied, detail, set: true },
    "/tags/-": { reason: applied, detail },
  });
});

test("8: sensitive values are not read on, neither from tags_all nor into words", () => {
  const estate = readPlan("07-sensitive");
  const one = byId(estate, notebook("tag_sensitive"));
  expect(one.config["tags"]).toEqual({ project: "fraud", system: "MLSpace" });
  const sensitive = { reason: "sensitive", detail: "the plan marks it as sensitive", set: true };
  expect(hidden(one)).toEqual({ "/rootAccess": sensitive, "/kmsKeyId": sensitive, "/tags/user": sensitive });
  const all = byId(estate, notebook("tags_sensitive"));
  expect(all.config["tags"]).toEqual({});
  // Not even the names of the keys, which tags_all shows.
  expect(Object.keys(hidden(all))).toEqual(["/tags/-"]);
  expect(hidden(all)["/tags/-"]?.reason).toBe("sensitive");
  expect(JSON.stringify(estate)).not.toContain("hunter2-not-real");
  expect(JSON.stringify(one)).not.toContain("ada");
});

test("8: default tags from a sensitive variable are sensitive, though tags_all has no mark", () => {
  const estate = readEdited("05-default-tags", (plan) => {
    plan["variables"] = { owner: { value: "ada" } };
    objectAt(plan, "configuration", "root_module")["variables"] = { owner: { sensitive: true } };
    objectAt(providerExpressions(plan, "aws"), "default_tags", 0)["tags"] = { references: ["var.owner"] };
  });
  const found = byId(estate, notebook("override"));
  expect(found.config["tags"]).toEqual({ project: "churn", extra: "1" });
  expect(hidden(found)["/tags/user"]?.reason).toBe("sensitive");
});
