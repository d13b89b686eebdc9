import { describe, expect, it } from "vitest";
import { type Leaf, type LeafList, placesOf } from "../../src/kinds/field.ts";
import type { Kind, VerbMember } from "../../src/kinds/kind.ts";
import { type Operation, sagemaker } from "../../src/kinds/operation.ts";
import { parsePath, type Path } from "../../src/kinds/path-in.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { elementOf, itemShape, mapValueOf, membersOf, operationShape, requiredOf, simpleOf, type Shape } from "../fake-aws/shapes.ts";

const shapeOf = ({ service, name }: Operation): { input: Shape; output: Shape } => {
  const shape = operationShape(service, name);
  if (!shape) throw new Error(`${service} has no operation ${name}`);
  return shape;
};

/** The shape at a path; an index goes through a list, or stays where a single structure stands for a list of one. */
const shapeAt = (shape: Shape, path: Path): Shape | undefined =>
  path.reduce<Shape | undefined>((at, step) => {
    if (at === undefined) return undefined;
    return typeof step === "number" || step === "*" ? (elementOf(at) ?? at) : membersOf(at).get(step);
  }, shape);

const has = (shape: Shape, path: string): boolean => shapeAt(shape, parsePath(path)) !== undefined;

const summaryOf = ({ list }: Pick<Kind, "list">): Shape => itemShape(shapeOf(list.operation).output, list.items);

/** A group tells its items what is plain about itself. */
const groupOf = ({ list }: Kind): Shape => {
  const [group, inner] = list.items?.split("[*].") ?? [];
  return inner === undefined ? undefined : elementOf(membersOf(shapeOf(list.operation).output).get(group ?? ""));
};

/** What the summary is told of the parent in whose list it stands. */
const givenByParent = ({ list }: Kind): string[] => Object.keys(list.within?.input ?? {});

/** All documents that a kind's fields are read from: the summary, and what the describes give. */
const documentsOf = (kind: Kind): Shape[] => [
  summaryOf(kind),
  groupOf(kind),
  ...(kind.recognition?.lookups ?? []).map(({ operation }) => shapeOf(operation).output),
  ...kind.describe.map(({ operation, root }) => {
    const { output } = shapeOf(operation);
    return root === undefined ? output : membersOf(output).get(root);
  }),
];

/** Tags are a list of pairs, or a map. */
const tagPlaces = (documents: readonly Shape[], member: string): string[] => {
  const isMap = documents.some((document) => mapValueOf(membersOf(document).get(member)) !== undefined);
  return isMap ? [member] : [`${member}[0].Key`, `${member}[0].Value`];
};

const missing = (shapes: readonly Shape[], paths: readonly string[]): string[] =>
  paths.filter((path) => !shapes.some((shape) => has(shape, path)));

const givesList = (kind: Kind, from: VerbMember): boolean => {
  if (typeof from === "string") return kind.fields[from]?.shape !== "leaf";
  if ("former" in from) return false;
  if ("given" in from) return kind.fields[from.given]?.shape !== "leaf";
  return "listOf" in from || "keysOf" in from || ("value" in from && Array.isArray(from.value));
};

const readsOf = (field: Leaf | LeafList): string[] => {
  const { api } = field;
  if (api === undefined) return [];
  const reads =
    typeof api !== "string" && "path" in api ? (api.reads ?? []).map((read) => (api.path === "" ? read : `${api.path}.${read}`)) : [];
  return [...placesOf(api), ...reads];
};

const fieldPlaces = ({ fields }: Kind): string[] =>
  Object.values(fields).flatMap((field) =>
    field.shape === "elements" ? [...(field.api ?? [])] : field.shape === "tags" || field.api === undefined ? [] : [...placesOf(field.api)],
  );

describe.each(kinds.map((kind) => [kind.name, kind] as const))("%s, as the SDK knows it", (_, kind) => {
  const documents = documentsOf(kind);

  it("is listed page by page", () => {
    const { input, output } = shapeOf(kind.list.operation);
    expect(summaryOf(kind)).toBeDefined();
    const { token } = kind.list;
    expect(missing([output], token ? [token.output] : [])).toEqual([]);
    for (const lookup of kind.recognition?.lookups ?? []) {
      const shape = shapeOf(lookup.operation);
      expect(missing([shape.input], ["Filters[0].Values", "NextToken"])).toEqual([]);
      expect(missing([shape.output], ["NextToken", `${lookup.items}[*].${lookup.key}`])).toEqual([]);
      expect(missing([summaryOf(kind)], [lookup.ids])).toEqual([]);
    }
    expect(
      missing(
        [input],
        [
          ...(token ? [token.input] : []),
          ...Object.keys(kind.list.input ?? {}),
          ...(kind.list.region ? [kind.list.region] : []),
          ...(kind.list.pageSize ? [kind.list.pageSize.member] : []),
        ],
      ),
    ).toEqual([]);
  });

  it("is listed after it is gone by what its summary says, in a state that it has", () => {
    const { gone, gives } = kind.list;
    const state = kind.states ? kind.fields[kind.states.field] : undefined;
    if (!gone) return;
    expect(gives).toContain(gone.member);
    expect(state).toMatchObject({ api: gone.member, values: expect.arrayContaining([gone.says]) });
  });

  it("is listed with all that the operation demands, which a parent may give", () => {
    const { within } = kind.list;
    expect(requiredOf(shapeOf(kind.list.operation).input)).toEqual(givenByParent(kind));
    if (within) expect(missing([summaryOf(within)], Object.values(within.input))).toEqual([]);
  });

  it("shows in its summary what its list is said to give, and nothing that fields read beyond that", () => {
    const read = [
      ...new Set([...fieldPlaces(kind), kind.identity.arn, kind.identity.createdAt].flatMap((place) => place?.split(/[.[]/)[0] ?? [])),
    ];
    const summary = membersOf(summaryOf(kind));
    expect(missing([summaryOf(kind)], kind.list.gives)).toEqual(givenByParent(kind));
    expect(read.filter((member) => summary.has(member) && !kind.list.gives.includes(member))).toEqual([]);
  });

  it("is in Search as far as it is said to be", () => {
    if (!kind.search) return;
    const record = elementOf(membersOf(shapeOf(sagemaker("Search")).output).get("Results"));
    const document = shapeAt(record, parsePath(kind.search.root));
    const lacked = [...new Set(fieldPlaces(kind).map((place) => String(parsePath(place)[0])))].filter(
      (member) => !membersOf(document).has(member) && !kind.list.gives.includes(member),
    );
    expect(membersOf(document).has("Tags")).toBe(true);
    expect(lacked.toSorted()).toEqual([...(kind.search.lacks ?? [])].toSorted());
  });

  it("is described by what its summary says", () => {
    for (const { operation, input, root, token } of kind.describe) {
      const shape = shapeOf(operation);
      expect(missing([shape.input], Object.keys(input))).toEqual([]);
      const paths = Object.values(input).flatMap((from) => (typeof from === "string" ? [from] : "path" in from ? [from.path] : []));
      expect(missing([summaryOf(kind)], paths)).toEqual(givenByParent(kind).filter((member) => member in input));
      expect(requiredOf(shape.input).filter((member) => !(member in input))).toEqual([]);
      if (root !== undefined) expect(missing([shape.output], [root])).toEqual([]);
      if (token) expect([...missing([shape.input], [token.input]), ...missing([shape.output], [token.output])]).toEqual([]);
    }
  });

  it("takes no answer for a description that lacks a part which AWS always gives, and from which something is read", () => {
    const read = new Set(fieldPlaces(kind).map((place) => String(parsePath(place)[0])));
    for (const { operation, root, always = [] } of kind.describe) {
      const { output } = shapeOf(operation);
      const document = root === undefined ? output : membersOf(output).get(root);
      const parts = requiredOf(document).filter((member) => read.has(member) && simpleOf(membersOf(document).get(member)) === undefined);
      expect(parts.filter((member) => !always.includes(member))).toEqual([]);
      expect(missing([document], always)).toEqual([]);
    }
  });

  it("keeps its identity where the kind says", () => {
    const { name, arn, createdAt } = kind.identity;
    expect(
      missing(
        documents,
        [name, arn, createdAt, kind.identity.owner ?? null].filter((path) => path !== null),
      ),
    ).toEqual([]);
  });

  it("keeps each field where the kind says", () => {
    const leaves = Object.values(kind.fields).filter((field) => field.shape === "leaf" || field.shape === "leaves");
    expect(missing(documents, leaves.flatMap(readsOf))).toEqual(givenByParent(kind));
  });

  it("keeps each part of its list elements where the kind says", () => {
    for (const field of Object.values(kind.fields)) {
      if (field.shape !== "elements") continue;
      expect(missing(documents, field.api ?? [])).toEqual([]);
      // What is found within a text or made of it has no shape of its own.
      if (field.as) continue;
      for (const place of field.api ?? []) {
        const list = documents.map((document) => shapeAt(document, parsePath(place))).find((shape) => shape !== undefined);
        const element = elementOf(list) ?? list;
        expect(missing([element], Object.values(field.fields).flatMap(readsOf))).toEqual([]);
      }
    }
  });

  it("tells its tags where the kind says", () => {
    if (kind.tags.from === "operation") {
      const { input, output } = shapeOf(kind.tags.operation);
      expect(missing([input], [kind.tags.input])).toEqual([]);
      const [key, value] = kind.service === "kms" ? ["TagKey", "TagValue"] : ["Key", "Value"];
      expect(missing([output], [`${kind.tags.items}[0].${key}`, `${kind.tags.items}[0].${value}`])).toEqual([]);
    }
    if (kind.tags.from === "description") expect(missing(documents, tagPlaces(documents, kind.tags.member))).toEqual([]);
  });

  it("is acted upon with members that the operation has, and with all that it demands", () => {
    for (const verb of Object.values(kind.verbs)) {
      const { input } = shapeOf(verb.operation);
      expect(missing([input], Object.keys(verb.input))).toEqual([]);
      const given = Object.keys(verb.input).map((member) => member.split(".")[0]);
      expect(requiredOf(input).filter((member) => !given.includes(member))).toEqual([]);
      for (const [member, from] of Object.entries(verb.input))
        expect(elementOf(shapeAt(input, parsePath(member))) !== undefined, `${member} is a list`).toBe(givesList(kind, from));
    }
  });
});

describe("What AWS replaces as a whole", () => {
  const kept = kinds.flatMap((kind) =>
    Object.values(kind.verbs).flatMap((verb) => (verb.keeps ?? []).map((path) => ({ kind, verb, path }))),
  );

  it("is described in the words in which it is asked for, by members that the request has", () => {
    expect(kept.length).toBeGreaterThan(0);
    for (const { kind, verb, path } of kept) {
      const [described] = kind.describe;
      if (!described) throw new Error(`${kind.name} is not described`);
      expect(missing([shapeOf(verb.operation).input], [path])).toEqual([]);
      expect(missing([shapeOf(described.operation).output], [path])).toEqual([]);
      expect(Object.keys(described.input).filter((member) => !(member in verb.input))).toEqual([]);
    }
  });
});

describe("The reading of the SDK's shapes", () => {
  it("notices what is not there", () => {
    const { output } = shapeOf({ service: "sagemaker", name: "DescribeModel" });
    expect(missing([output], ["Containers[*].Image", "Containers[*].Imag", "VpcConfig[0].Subnets", "VpcConfig.Subnet", "Tags"])).toEqual([
      "Containers[*].Imag",
      "VpcConfig.Subnet",
      "Tags",
    ]);
  });
});
