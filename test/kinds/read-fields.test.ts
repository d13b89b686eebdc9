import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../src/estate/json.ts";
import type { Unknown } from "../../src/estate/unknown.ts";
import { count, elements, type Fields, flag, optionalCount, optionalText, text, texts, time } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { parsePath, type Path, valueAt } from "../../src/kinds/path-in.ts";
import { readFields } from "../../src/kinds/read-fields.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";

const believed = (): undefined => undefined;
const hidden: Unknown = { reason: "known-after-apply", detail: "from aws_kms_key.this" };

/** Says that the given paths, and all below them, are not known. */
const hiding =
  (...paths: string[]) =>
  (path: Path): Unknown | undefined =>
    paths.map(parsePath).some((one) => one.every((step, index) => step === path[index])) ? hidden : undefined;

const read = (fields: Fields, document: Json, unknownAt: (path: Path) => Unknown | undefined = believed) =>
  readFields(fields, "api", document, unknownAt);

const fields: Fields = {
  name: text({ api: "Name", change: "recreate" }),
  key: optionalText({ api: "Net.Key", change: "recreate" }),
  size: count({ api: "Size", change: "in-place", default: 5, minimum: 5, maximum: 10 }),
  open: flag({ api: "Open", change: "in-place", default: false }),
  at: time({ api: "At", change: "read-only", runtime: true }),
  groups: texts({ api: "Groups", change: "in-place" }),
  planned: optionalCount({ terraform: "planned", change: "in-place" }),
};
const whole = { Name: "n", Net: { Key: "k" }, Size: 7, Open: true, At: "2026-11-21T08:00:00Z", Groups: ["a", "b"] };

describe("Reading one field", () => {
  it("takes values as they are", () => {
    const { config, unknown, defaulted } = read(fields, whole);
    expect(config).toEqual({ name: "n", key: "k", size: 7, open: true, at: "2026-11-21T08:00:00Z", groups: ["a", "b"] });
    expect(Object.keys(unknown)).toEqual(["/planned"]);
    expect(unknown["/planned"]?.reason).toBe("not-given");
    expect(defaulted).toEqual([]);
  });

  it.each([undefined, null, ""])(
    "takes %j as nothing: the default applies and is marked, an optional value is null, a list is empty",
    (nothing) => {
      const { config, defaulted } = read(fields, {
        ...whole,
        Net: nothing ?? null,
        Size: nothing ?? null,
        Open: nothing ?? null,
        Groups: nothing ?? null,
      });
      expect(config).toEqual({ name: "n", key: null, size: 5, open: false, at: "2026-11-21T08:00:00Z", groups: [] });
      expect(defaulted).toEqual(["/size", "/open"]);
    },
  );

  it("knows nothing of a value that must be there and is not", () => {
    const { config, unknown } = read(fields, { ...whole, Name: "" });
    expect(config).not.toHaveProperty("name");
    expect(unknown["/name"]).toEqual({ reason: "malformed", detail: "the source says nothing, where there is always a value" });
  });

  it.each([
    ["Size", 4, "4, below 5"],
    ["Size", 11, "11, above 10"],
    ["Size", "7", '"7", which is not of type integer'],
    ["Size", 7.5, "7.5, which is not of type integer"],
    ["Open", "true", '"true", which is not of type boolean'],
    ["At", "yesterday", '"yesterday", which is not of type time'],
    ["At", "2026-02-30T08:00:00Z", '"2026-02-30T08:00:00Z", which is not of type time'],
    ["Groups", "a", "something that is not a list"],
    ["Name", ["n"], '["n"], which is not of type string'],
  ])("calls %s = %j malformed and keeps it out", (member, value, wrong) => {
    const { config, unknown } = read(fields, { ...whole, [member]: value });
    const name = member.toLowerCase();
    expect(config).not.toHaveProperty(name);
    expect(unknown[`/${name}`]).toEqual({ reason: "malformed", detail: `the source says ${wrong}` });
  });

  it("never quotes a secret, not even a malformed one", () => {
    const { unknown } = read({ token: count({ api: "Token", change: "in-place", secret: true }) }, { Token: "hunter2" });
    expect(JSON.stringify(unknown)).not.toContain("hunter2");
    expect(unknown["/token"]?.reason).toBe("malformed");
  });

  it("believes the source that says it does not know, above any default", () => {
    const { config, unknown } = read(fields, {}, hiding("Size", "Net", "Groups"));
    for (const name of ["size", "key", "groups"]) {
      expect(config).not.toHaveProperty(name);
      expect(unknown[`/${name}`]).toEqual(hidden);
    }
  });
});

describe("Reading a field of several places", () => {
  const several: Fields = { id: optionalText({ api: ["First", "Second[0]"], change: "recreate" }) };

  it("takes the first place that says anything", () => {
    expect(read(several, { First: "a", Second: ["b"] }).config).toEqual({ id: "a" });
    expect(read(several, { First: "", Second: ["b"] }).config).toEqual({ id: "b" });
    expect(read(several, {}).config).toEqual({ id: null });
  });

  it("does not take a later place while an earlier one is unknown, and needs no later one when an earlier one is known", () => {
    expect(read(several, { Second: ["b"] }, hiding("First")).unknown).toEqual({ "/id": hidden });
    expect(read(several, { First: "a" }, hiding("Second")).config).toEqual({ id: "a" });
  });
});

describe("Reading lists", () => {
  const lists: Fields = {
    types: texts({ api: ["Type", "Pools[*].Type"], change: "recreate" }),
    parts: elements({
      key: "name",
      api: ["Main", "More"],
      fields: { name: text({ api: "Name", change: "recreate" }), on: flag({ api: "On", change: "recreate", default: false }) },
    }),
  };

  it("joins what several places give, a single one counting as a list of one", () => {
    const { config, defaulted } = read(lists, {
      Type: "t",
      Pools: [{ Type: "u" }, { Type: "v" }],
      Main: { Name: "a", On: true },
      More: [{ Name: "b" }],
    });
    expect(config).toEqual({
      types: ["t", "u", "v"],
      parts: [
        { name: "a", on: true },
        { name: "b", on: false },
      ],
    });
    expect(defaulted).toEqual(["/parts/1/on"]);
  });

  it("takes each element at the place where it speaks, and does not know what one says that speaks at none", () => {
    const either: Fields = { systems: texts({ api: ["Systems[*].Efs.Id", "Systems[*].Lustre.Id"], change: "recreate" }) };
    const known = read(either, { Systems: [{ Efs: { Id: "a" } }, { Lustre: { Id: "b" } }] });
    expect([known.config, known.unknown]).toEqual([{ systems: ["a", "b"] }, {}]);
    const strange = read(either, { Systems: [{ Efs: { Id: "a" } }, { Newer: { Id: "c" } }] });
    expect(Object.keys(strange.unknown)).not.toEqual([]);
  });

  it("keeps a hole where an element is unknown, so that the others keep their places", () => {
    const { config, unknown } = read(
      lists,
      { Pools: [{}, { Type: "v" }], More: [null, { Name: "b" }] },
      hiding("Pools[0].Type", "More[0]"),
    );
    expect(config).toEqual({ types: ["", "v"], parts: [{}, { name: "b", on: false }] });
    expect(unknown).toEqual({ "/types/0": hidden, "/parts/0": hidden });
  });

  it("says that more may follow where one place is known and another is not", () => {
    const { config, unknown } = read(lists, { Type: "t", Main: { Name: "a" } }, hiding("Pools", "More"));
    expect(config).toEqual({ types: ["t"], parts: [{ name: "a", on: false }] });
    expect(unknown).toEqual({ "/types/-": hidden, "/parts/-": hidden });
  });

  it("knows nothing of a list when no place is known", () => {
    const { config, unknown } = read(lists, {}, hiding("Pools", "More"));
    expect(config).toEqual({});
    expect(unknown).toEqual({ "/types": hidden, "/parts": hidden });
  });

  it("finds a value inside an element unknown by the element's own place", () => {
    const { unknown } = read(lists, { Main: { Name: "a" }, More: [{ Name: "b" }] }, hiding("Main.On", "More[0].Name"));
    expect(unknown).toEqual({ "/parts/0/on": hidden, "/parts/1/name": hidden });
  });
});

const kind = (name: string): Kind => {
  const found = kindNamed(name);
  if (!found) throw new Error(`no kind ${name}`);
  return found;
};
const of = (
  name: string,
  source: "api" | "terraform" | "cloudformation",
  document: Json,
  unknownAt: (path: Path) => Unknown | undefined = believed,
) => readFields(kind(name).fields, source, document, unknownAt);

describe("The kinds' own readings", () => {
  it.each([
    [{ InstanceType: "ml.m5.xlarge", InstanceCount: 2 }, ["ml.m5.xlarge"], 2],
    [
      {
        InstanceGroups: [
          { InstanceType: "ml.m5.xlarge", InstanceCount: 1 },
          { InstanceType: "ml.g5.xlarge", InstanceCount: 3 },
        ],
      },
      ["ml.m5.xlarge", "ml.g5.xlarge"],
      4,
    ],
    [
      {
        InstancePreferences: [
          { InstanceType: "ml.g5.xlarge", InstanceCount: 1 },
          { InstanceType: "ml.g6.xlarge", InstanceCount: 2 },
        ],
      },
      ["ml.g5.xlarge", "ml.g6.xlarge"],
      2,
    ],
  ])("find a training job's instances in %j", (ResourceConfig, types, instances) => {
    const { config } = of("training-job", "api", { ResourceConfig });
    expect(config["instanceTypes"]).toEqual(types);
    expect(config["instanceCount"]).toBe(instances);
  });

  it("know nothing of a training job's instances when a group's are unknown", () => {
    const document = { resource_config: [{ instance_groups: [{ instance_type: "ml.m5.xlarge", instance_count: 1 }, {}] }] };
    const { unknown } = of("training-job", "terraform", document, hiding("resource_config[0].instance_groups[1]"));
    expect(unknown["/instanceCount"]).toEqual(hidden);
    expect(unknown["/instanceTypes/1"]).toEqual(hidden);
    expect(unknown["/instanceTypes/0"]).toBeUndefined();
  });

  it("call a group without a count malformed, never zero", () => {
    const { config, unknown } = of("training-job", "api", { ResourceConfig: { InstanceGroups: [{ InstanceType: "ml.m5.xlarge" }] } });
    expect(config).not.toHaveProperty("instanceCount");
    expect(unknown["/instanceCount"]?.reason).toBe("malformed");
  });

  const idle = (minutes: number) => ({ AppLifecycleManagement: { IdleSettings: { IdleTimeoutInMinutes: minutes } } });
  it.each([
    ["JupyterLab", 60],
    ["CodeEditor", 120],
    [null, 60],
  ])("take a space's idle timeout from the settings of its own application (%s)", (AppType, minutes) => {
    const document = { SpaceSettings: { AppType, JupyterLabAppSettings: idle(60), CodeEditorAppSettings: idle(120) } };
    expect(of("space", "api", document).config["idleTimeoutMinutes"]).toBe(minutes);
  });

  it("take a space without idle settings for one that sets no timeout", () => {
    expect(of("space", "api", { SpaceSettings: { AppType: "JupyterLab" } }).config["idleTimeoutMinutes"]).toBeNull();
    expect(of("space", "terraform", { space_settings: [] }).config["idleTimeoutMinutes"]).toBeNull();
  });

  it("find a space's timeout unknown when its application's kind or its settings are", () => {
    const document = { space_settings: [{ jupyter_lab_app_settings: [{ app_lifecycle_management: [{ idle_settings: [{}] }] }] }] };
    for (const path of ["app_type", "jupyter_lab_app_settings[0].app_lifecycle_management[0].idle_settings[0].idle_timeout_in_minutes"]) {
      const { config, unknown } = of("space", "terraform", document, hiding(`space_settings[0].${path}`));
      expect(config).not.toHaveProperty("idleTimeoutMinutes");
      expect(unknown["/idleTimeoutMinutes"]).toEqual(hidden);
    }
  });

  it("decode lifecycle scripts, and call malformed what is no base64 or no text, without quoting it", () => {
    const packed = (script: string | Uint8Array): string => Buffer.from(script).toString("base64");
    const script = "#!/bin/bash\necho 'grüß'\n";
    const onStart = (Content: string) => of("notebook-lifecycle-config", "api", { OnStart: [{ Content }] });
    expect(onStart(packed(script)).config["onStart"]).toBe(script);
    expect(onStart("not base64!").unknown["/onStart"]).toEqual({
      reason: "malformed",
      detail: "the source says a value that cannot be read",
    });
    expect(onStart(packed(new Uint8Array([0xff, 0xfe, 0x00]))).unknown["/onStart"]?.reason).toBe("malformed");
    expect(of("notebook-lifecycle-config", "api", {}).config["onStart"]).toBeNull();
  });

  it("tell a serverless variant by its block", () => {
    const variants = [
      { VariantName: "a", ServerlessConfig: { MaxConcurrency: 5 } },
      { VariantName: "b", InstanceType: "ml.m5.large" },
    ];
    const { config } = of("endpoint-config", "api", { ProductionVariants: variants });
    expect(config["variants"]).toMatchObject([
      { name: "a", serverless: true, instanceType: null },
      { name: "b", serverless: false, instanceType: "ml.m5.large" },
    ]);
    const planned = of("endpoint-config", "terraform", { production_variants: [{ variant_name: "a", serverless_config: [] }] });
    expect(planned.config["variants"]).toMatchObject([{ name: "a", serverless: false }]);
  });

  it("name a container by its host name, or its image, or its package", () => {
    const Containers = [{ ContainerHostname: "h", Image: "i" }, { Image: "i" }, { ModelPackageName: "p" }];
    expect(of("model", "api", { Containers }).config["containers"]).toMatchObject([
      { name: "h" },
      { name: "i", image: "i" },
      { name: "p", image: null },
    ]);
  });

  it("split the additional groups of a cluster in Terraform", () => {
    const { config } = of("emr-cluster", "terraform", { ec2_attributes: [{ additional_master_security_groups: "sg-1, sg-2" }] });
    expect(config["additionalMasterSecurityGroupIds"]).toEqual(["sg-1", "sg-2"]);
    expect(config["additionalCoreSecurityGroupIds"]).toEqual([]);
  });
});

const pointersIn = (reading: { config: JsonObject; unknown: object }): string[] => [
  ...Object.keys(reading.config).map((name) => `/${name}`),
  ...Object.keys(reading.unknown),
];

describe("Every kind, from any document", () => {
  const sources = ["api", "terraform", "cloudformation"] as const;
  const input = fc.tuple(
    fc.constantFrom(...kinds),
    fc.constantFrom(...sources),
    fc.object({ maxDepth: 3, withNullPrototype: true }).map((value): Json => JSON.parse(JSON.stringify(value))),
  );

  it("gives each field once: known, or unknown with a reason", () => {
    fc.assert(
      fc.property(input, ([one, source, document]) => {
        const reading = readFields(one.fields, source, document, believed);
        for (const [name, field] of Object.entries(one.fields)) {
          if (field.shape === "tags") continue;
          expect(pointersIn(reading).filter((pointer) => pointer === `/${name}`)).toHaveLength(1);
        }
      }),
    );
  });

  it("fills nothing in when everything is hidden", () => {
    fc.assert(
      fc.property(input, ([one, source, document]) => {
        const reading = readFields(one.fields, source, document, () => hidden);
        // What has no place in the source is none, whatever is hidden.
        const placeless = Object.entries(one.fields).filter(
          ([, field]) => field.shape !== "tags" && Array.isArray(field[source]) && field[source].length === 0,
        );
        expect(Object.keys(reading.config)).toEqual(placeless.map(([name]) => name));
        expect(reading.defaulted).toEqual([]);
      }),
    );
  });
});

describe("A path", () => {
  it("is read into names, indices and stars", () => {
    expect(parsePath("a.b[0].c[*].d")).toEqual(["a", "b", 0, "c", "*", "d"]);
  });

  it("never leads to what an object inherits", () => {
    for (const name of ["__proto__", "constructor", "toString"]) expect(valueAt({}, [name])).toBeUndefined();
  });
});
