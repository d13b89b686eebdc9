import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "../../src/estate/canonical.ts";
import type { Estate, Resource } from "../../src/estate/estate.ts";
import { Problem } from "../../src/estate/problem.ts";
import { readEstate } from "../../src/estate/read.ts";
import { estateSchema } from "../../src/estate/schema.ts";
import { isInstant } from "../../src/estate/time.ts";
import { writeEstate } from "../../src/estate/write.ts";
import { configSchemas } from "../../src/kinds/config-schema.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { arbitraryEstate } from "./arbitrary-estate.ts";

const schemas = configSchemas(kinds);
const read = (content: string | Uint8Array): Estate => readEstate(content, { file: "estate.json", kinds: schemas });

const notebook = {
  id: "arn:aws:sagemaker:eu-central-1:123456789012:notebook-instance/ada",
  kind: "notebook-instance",
  name: "ada",
  arn: null,
  account: "123456789012",
  region: "eu-central-1",
  createdAt: null,
  config: { name: "ada", rootAccess: "Enabled" },
};
const cell = { account: "123456789012", region: "eu-central-1", kind: "notebook-instance", phase: "list", state: "complete", seen: 1 };
const frame = { format: "sagewarden/estate@1", source: "file", collectedAt: null, resources: [notebook], coverage: [cell] };

const problemOf = (document: unknown): Problem => {
  try {
    read(typeof document === "string" ? document : JSON.stringify(document));
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    throw thrown;
  }
  throw new Error("nothing was refused");
};

const withResource = (change: object): object => ({ ...frame, resources: [{ ...notebook, ...change }] });
const withConfig = (config: object): object => withResource({ config });

const first = ({ resources: [one] }: Estate): Resource => {
  if (!one) throw new Error("there is no resource");
  return one;
};

describe("Reading an estate", () => {
  it("takes what the document says, and calls the rest unknown: never a default, never none", () => {
    const { config, unknown, defaulted } = first(read(JSON.stringify(frame)));
    expect(config).toEqual(notebook.config);
    expect(defaulted).toEqual([]);
    expect(unknown["/directInternetAccess"]?.reason).toBe("not-given");
    expect(unknown["/tags"]?.reason).toBe("not-given");
    expect(Object.keys(unknown)).toHaveLength(Object.keys(schemas.get("notebook-instance")?.properties ?? {}).length - 2);
  });

  it("calls what list elements do not say unknown in each element, and leaves those alone that are unknown as a whole", () => {
    const model = {
      ...notebook,
      kind: "model",
      config: { containers: [{ name: "a", image: null }, {}] },
      unknown: { "/containers/1": { reason: "denied", detail: "no" } },
    };
    const { unknown } = first(read(JSON.stringify({ ...frame, resources: [model] })));
    expect(unknown["/containers/0/modelDataUrl"]?.reason).toBe("not-given");
    expect(unknown).not.toHaveProperty(["/containers/0/image"]);
    expect(Object.keys(unknown).filter((pointer) => pointer.startsWith("/containers/1"))).toEqual(["/containers/1"]);
  });

  it("adds no coverage: a kind that no cell names was not looked at", () => {
    expect(read(JSON.stringify({ ...frame, coverage: [] })).coverage).toEqual([]);
  });

  it("keeps hostile tag keys as data", () => {
    const text = JSON.stringify(frame).replace('"name":"ada","rootAccess"', '"tags":{"__proto__":"x","constructor":"y"},"rootAccess"');
    const { tags } = first(read(text)).config;
    expect(JSON.stringify(tags)).toBe('{"__proto__":"x","constructor":"y"}');
    expect({}).not.toHaveProperty("x");
  });

  it.each([
    ["[]", "estate-malformed", "an estate is a JSON object", "estate.json"],
    ["{}", "estate-format", 'its "format" is "sagewarden/estate@1"', "estate.json"],
    [{ ...frame, format: "sagewarden/estate@2" }, "estate-format", 'the format "sagewarden/estate@2"', "/format"],
    [{ ...frame, format: "sagewarden/report@1" }, "estate-format", "This is no estate", "/format"],
    [{ ...frame, resource: [] }, "estate-malformed", 'no field "resource" here. Did you mean "resources"?', "/resource"],
    [{ ...frame, source: "life" }, "estate-malformed", 'Did you mean "live"?', "/source"],
    [{ ...frame, collectedAt: "yesterday" }, "estate-malformed", "an instant in UTC", "/collectedAt"],
    [{ ...frame, resources: {} }, "estate-malformed", "This must be a list, and is an object.", "/resources"],
    [{ ...frame, resources: ["x"] }, "estate-malformed", 'This must be an object, and is "x".', "/resources/0"],
    [withResource({ kind: "notebook-instanse" }), "estate-kind", 'Did you mean "notebook-instance"?', "/resources/0/kind"],
    [withResource({ kind: "__proto__" }), "estate-kind", "The kinds are: app, app-image-config", "/resources/0/kind"],
    [withResource({ id: "" }), "estate-malformed", "text that is not empty", "/resources/0/id"],
    [withResource({ account: undefined }), "estate-malformed", 'The field "account" is missing here.', "/resources/0"],
    [withResource({ createdAt: "2026-02-30T00:00:00Z" }), "estate-malformed", "or null, and is", "/resources/0/createdAt"],
    [
      withResource({ position: { file: "a.tf", line: 0, column: 1 } }),
      "estate-malformed",
      "a whole number from 1, and is 0",
      "/resources/0/position/line",
    ],
    [
      withConfig({ rootAcess: "Enabled" }),
      "estate-malformed",
      'no field "rootAcess" here. Did you mean "rootAccess"?',
      "/resources/0/config/rootAcess",
    ],
    [
      withConfig({ rootAccess: "enabled" }),
      "estate-malformed",
      'one of Enabled, Disabled, and is "enabled". Did you mean "Enabled"?',
      "/resources/0/config/rootAccess",
    ],
    [withConfig({ rootAccess: null }), "estate-malformed", "one of Enabled, Disabled, and is null", "/resources/0/config/rootAccess"],
    [withConfig({ kmsKeyId: 7 }), "estate-malformed", "text, or null, and is 7", "/resources/0/config/kmsKeyId"],
    [withConfig({ volumeSizeGb: 4 }), "estate-malformed", "a whole number from 5 to 16384, and is 4", "/resources/0/config/volumeSizeGb"],
    [
      withConfig({ volumeSizeGb: "5" }),
      "estate-malformed",
      'a whole number from 5 to 16384, and is "5"',
      "/resources/0/config/volumeSizeGb",
    ],
    [withConfig({ tags: { project: 1 } }), "estate-malformed", "This must be text, and is 1.", "/resources/0/config/tags/project"],
    [withConfig({ securityGroupIds: "sg-1" }), "estate-malformed", 'a list, and is "sg-1"', "/resources/0/config/securityGroupIds"],
    [withConfig({ facts: {} }), "estate-malformed", 'no field "facts" here', "/resources/0/config/facts"],
    [
      { ...frame, resources: [notebook, { ...notebook }] },
      "estate-duplicate",
      "for the second time; the first is /resources/0",
      "/resources/1",
    ],
    [
      { ...frame, coverage: [cell, { ...cell, state: "denied" }] },
      "estate-duplicate",
      "123456789012/eu-central-1/notebook-instance/list",
      "/coverage/1",
    ],
    [
      { ...frame, coverage: [{ ...cell, kind: "notebok-instance" }] },
      "estate-kind",
      'Did you mean "notebook-instance"?',
      "/coverage/0/kind",
    ],
    [{ ...frame, coverage: [{ ...cell, state: "done" }] }, "estate-malformed", "one of complete, partial", "/coverage/0/state"],
  ])("refuses %j and names the place", (document, code, words, place) => {
    const problem = problemOf(document);
    expect(problem.message).toContain(words);
    expect(problem.facts.code).toBe(code);
    expect(problem.facts.where).toMatch(/^estate\.json/);
    expect(problem.facts.where).toContain(place);
    expect(problem.facts.exitCode ?? 2).toBe(2);
    expect(problem.message).not.toContain("\n");
  });

  it("does not quote a secret that is malformed", () => {
    const config = { onStart: { password: "hunter2" } };
    expect(problemOf(withResource({ kind: "notebook-lifecycle-config", config })).message).not.toContain("hunter2");
    expect(problemOf(withResource({ kind: "notebook-lifecycle-config", config: { onStart: 12345 } })).message).not.toContain("12345");
  });

  const because = { reason: "denied", detail: "no" };
  const models = { kind: "model", config: { containers: [{ name: "a" }], subnetIds: [""], tags: { project: "p" } } };
  it.each([
    "/image",
    "containers",
    "",
    "/containers/1",
    "/containers/01/image",
    "/containers/0/imag",
    "/containers/-/image",
    "/name/x",
    "/subnetIds/1",
    "/tags",
    "/tags/project",
    "/containers",
    "/containers/0",
    "/containers/0/name",
    "/~2",
  ])("refuses %j as the pointer of an unknown", (pointer) => {
    const problem = problemOf(withResource({ ...models, unknown: { [pointer]: because } }));
    expect(problem.facts.code).toBe("estate-pointer");
    expect(problem.message).toContain("This cannot be unknown");
  });

  it.each([
    "/name",
    "/networkIsolation",
    "/containers/-",
    "/containers/0/image",
    "/subnetIds/0",
    "/subnetIds/-",
    "/tags/user",
    "/tags/-",
    "/tags/__proto__",
  ])("takes %j as the pointer of an unknown", (pointer) => {
    expect(first(read(JSON.stringify(withResource({ ...models, unknown: { [pointer]: because } })))).unknown[pointer]).toEqual(because);
  });

  it("takes defaults only of values that are there", () => {
    const problem = problemOf(withResource({ config: {}, defaulted: ["/rootAccess"] }));
    expect(problem.facts.code).toBe("estate-pointer");
    expect(first(read(JSON.stringify(withResource({ defaulted: ["/rootAccess"] })))).defaulted).toEqual(["/rootAccess"]);
  });
});

describe("Writing an estate", () => {
  it("gives what is read back the same, whatever the keys", () => {
    fc.assert(
      fc.property(arbitraryEstate, (estate) => {
        const text = writeEstate(estate);
        const again = read(text);
        for (const resource of again.resources)
          expect(canonical(resource)).toBe(canonical(estate.resources.find(({ id }) => id === resource.id)));
        expect(again.resources).toHaveLength(estate.resources.length);
        expect(writeEstate(again)).toBe(text);
      }),
    );
  });

  it("gives the same bytes in whatever order resources, cells and keys came", () => {
    fc.assert(
      fc.property(arbitraryEstate, (estate) => {
        const turned = { ...estate, resources: estate.resources.toReversed(), coverage: estate.coverage.toReversed() };
        const upsideDown = Object.fromEntries(Object.entries(turned).toReversed());
        expect(writeEstate({ ...estate, ...upsideDown })).toBe(writeEstate(estate));
      }),
    );
  });
});

describe("The published schema", () => {
  const accepts = new Ajv2020({ strict: true, formats: { "date-time": isInstant } }).compile(estateSchema(schemas));

  it("accepts every estate that is written", () => {
    fc.assert(
      fc.property(arbitraryEstate, (estate) => {
        expect([accepts(JSON.parse(writeEstate(estate))), accepts.errors]).toEqual([true, null]);
      }),
    );
  });

  it("refuses what reading refuses by form", () => {
    expect(accepts(frame)).toBe(true);
    for (const wrong of [
      withConfig({ rootAcess: "Enabled" }),
      withConfig({ rootAccess: null }),
      withResource({ kind: "notebook" }),
      withResource({ kind: "model" }),
      { ...frame, x: 1 },
      { ...frame, collectedAt: "2026-01-01" },
    ]) {
      expect([wrong, accepts(wrong)]).toEqual([wrong, false]);
      expect(problemOf(wrong).facts.exitCode ?? 2).toBe(2);
    }
  });
});
