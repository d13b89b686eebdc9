import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demoDocuments } from "../../src/cli/demo/documents.ts";
import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { readFields } from "../../src/kinds/read-fields.ts";
import { kindNamed } from "../../src/kinds/registry.ts";
import { withoutSecrets } from "../../src/kinds/secret-members.ts";

const secret = "hunter2-planted";
const documents = Object.entries(demoDocuments("2026-11-21T12:00:00.000Z").resources).flatMap(([kind, list]) =>
  list.map((document) => ({ kind, document })),
);

/** Every object within, the document itself first. */
const objectsIn = (value: Json): JsonObject[] => {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
};

const members = [
  "Environment",
  "HyperParameters",
  "StaticHyperParameters",
  "KerberosAttributes",
  "UserData",
  "Configurations",
  "ContainerArguments",
  "ContainerEntrypoint",
  "RuleParameters",
  "PipelineDefinition",
  "StudioLifecycleConfigContent",
  "MasterUserPassword",
];
const shapes: readonly Json[] = [
  secret,
  { deep: { deeper: secret } },
  { DB_PASSWORD: secret, EPOCHS: "10", URL: `https://ada:${secret}@db.acme.example`, note: `password=${secret}` },
  [{ Name: "token", Value: secret }],
  [
    { Key: "DB_PASSWORD", Value: secret },
    { Key: "EPOCHS", Value: "10" },
  ],
  ["--db-password", secret, "--epochs", "10", `--token=${secret}`, `-p${secret}`, `https://ada:${secret}@db.acme.example`],
  [`-${secret}`, "AKIAZ7Z7Z7Z7Z7Z7Z7Z7", { deep: secret }, [secret], null, 7],
];

const planted = fc
  .record({ at: fc.constantFrom(...documents), place: fc.nat(), member: fc.constantFrom(...members), shape: fc.constantFrom(...shapes) })
  .map(({ at, place, member, shape }) => {
    const document = structuredClone(at.document);
    const places = objectsIn(document);
    const target = places[place % places.length];
    if (target) target[member] = structuredClone(shape);
    return { kind: at.kind, document };
  });

const read = (kind: string, document: JsonObject): unknown => readFields(kindNamed(kind)?.fields ?? {}, "api", document, () => undefined);

describe("a document without its secrets", () => {
  it("holds none, wherever it was put, and says the same of every field", () => {
    fc.assert(
      fc.property(planted, ({ kind, document }) => {
        const rest = withoutSecrets(document);
        if (!rest) return;
        expect(JSON.stringify(rest)).not.toContain(secret);
        expect(read(kind, rest)).toEqual(read(kind, document));
      }),
      { numRuns: 300 },
    );
  });

  it("still tells which variables look like secrets, and what they look like", () => {
    const job = {
      TrainingJobName: "a",
      Environment: { DB_PASSWORD: secret, EPOCHS: "10" },
      HyperParameters: { key: `AKIA${"Z7".repeat(8)}` },
    };
    const rest = withoutSecrets(job);
    expect(JSON.stringify(rest)).not.toMatch(/hunter2|AKIA/);
    expect(readFields(kindNamed("training-job")?.fields ?? {}, "api", rest ?? {}, () => undefined).config["secretVariables"]).toEqual([
      "DB_PASSWORD: a secret by its name",
      "key: an AWS access key",
    ]);
  });

  it("is not to be had where a field is read from a secret", () => {
    expect(withoutSecrets({ NotebookInstanceLifecycleConfigName: "a", OnStart: [{ Content: "aW1wb3J0" }] })).toBeUndefined();
    expect(withoutSecrets({ Results: [{ Config: { OnCreate: [{ Content: "aW1wb3J0" }] } }] })).toBeUndefined();
  });

  it("is the document itself where there are none, scripts that are empty included", () => {
    for (const { document } of documents.filter(({ kind }) => kind !== "notebook-lifecycle-config")) {
      expect(withoutSecrets(document)).toEqual(document);
    }
    const bare = { NotebookInstanceLifecycleConfigName: "a", OnStart: [] };
    expect(withoutSecrets(bare)).toEqual(bare);
  });
});
