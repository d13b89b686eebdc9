import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import { evaluate } from "../../src/evaluate/evaluate.ts";
import { exampleEstate, exampleNow } from "../../src/evaluate/example.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import type { Rule } from "../../src/evaluate/rule.ts";
import { allShapes } from "../../src/judge.ts";
import { readFields } from "../../src/kinds/read-fields.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { parametersFor } from "../properties/parameters.ts";

const { rules } = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const policy = await loadWasmPolicy(readFileSync("policies/policy.wasm"));
const shapes = allShapes();

const attributes = new Set(
  readFileSync(new URL("../fixtures/terraform-schema.tsv", import.meta.url), "utf8")
    .split("\n")
    .map((line) => line.split("\t").slice(0, 2).join("\t")),
);

type Snippet = { type: string; paths: string[]; document: JsonObject };

/** A resource as our fixes write it: one block or attribute per line, and values that are JSON. */
const parse = (text: string): Snippet => {
  const [first = "", ...lines] = text.split("\n").map((line) => line.trim());
  const type = /^resource "([a-z0-9_]+)" "[a-z]+" \{$/.exec(first)?.[1] ?? "";
  const document: JsonObject = {};
  const open: { name: string; object: JsonObject }[] = [{ name: "", object: document }];
  const paths: string[] = [];
  const at = (name: string): string => [...open.slice(1).map((block) => block.name), name].join(".");
  for (const line of lines) {
    const [, block] = /^([a-z0-9_]+) \{$/.exec(line) ?? [];
    const [, name, value] = /^([a-z0-9_]+)\s+= (.+)$/.exec(line) ?? [];
    const holder = open.at(-1)?.object ?? {};
    if (block !== undefined) {
      const object: JsonObject = {};
      holder[block] = [object];
      paths.push(at(block));
      open.push({ name: block, object });
    } else if (name !== undefined && value !== undefined) {
      const read: Json = JSON.parse(value);
      holder[name] = read;
      paths.push(at(name));
    } else if (line === "}") open.pop();
    else throw new Error(`"${line}" is neither a block nor an attribute`);
  }
  return { type, paths, document };
};

const written = rules.filter((rule) => rule.fix.terraform?.startsWith("resource "));

/** With the project that the fix names, where the rule compares with it. */
const placesOf = (rule: Rule): JsonObject => ({
  ...parametersFor(rule),
  ...(rule.parameters?.["places"] ? { places: ["s3://BUCKET/project/{project}/"] } : {}),
});

describe.each(written.map((rule) => [rule.id, rule] as const))("The Terraform that mends %s", (_, rule) => {
  const { type, paths, document } = parse(rule.fix.terraform ?? "");

  it("is of a kind that the rule is asked of", () => {
    const named = kinds.filter(({ name }) => rule.kinds.includes(name)).map(({ terraform }) => terraform?.type);
    // What a transform job lacks is mended in its model.
    expect([...named, ...(rule.kinds.includes("transform-job") ? ["aws_sagemaker_model"] : [])]).toContain(type);
  });

  it("has only attributes that the provider knows", () => expect(paths.filter((path) => !attributes.has(`${type}\t${path}`))).toEqual([]));

  it("does not fail any more", () => {
    const kind = kinds.find((one) => one.terraform?.type === type);
    if (!kind || !rule.kinds.includes(kind.name)) return;
    const { config } = readFields(kind.fields, "terraform", document, () => undefined);
    const example = { title: "", verdict: "pass" as const, source: "terraform-plan" as const, resources: [{ kind: kind.name, config: { ...config, tags: { project: "PROJECT" } } }] };
    const estate = exampleEstate(example, shapes);
    const verdicts = evaluate({ estate, shapes, rules: [rule], params: { [rule.id]: placesOf(rule) }, policy, now: exampleNow });
    expect(verdicts.map((one) => one.verdict)).not.toContain("fail");
  });
});

describe("Fixes in Terraform", () => {
  it("are checked wherever they are written as resources", () => expect(written.length).toBeGreaterThanOrEqual(15));
});
