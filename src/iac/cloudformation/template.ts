import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { Problem } from "../../estate/problem.ts";
import type { Unknown } from "../../estate/unknown.ts";
import { truthOf } from "./condition.ts";
import { evaluate } from "./evaluate.ts";
import { type Member, membersOf } from "./members.ts";
import { parameterValue, pseudoValue } from "./parameter.ts";
import { type Scope, type Truth, unresolved, type Written } from "./scope.ts";
import { readSource, repair, type Source } from "./source.ts";
import type { Value } from "./value.ts";

/** What somebody says of a deployment that a template does not say itself. */
export type Deployment = {
  parameters: ReadonlyMap<string, Value>;
  /** Tags of the stack, which CloudFormation gives to all that is in it. */
  tags: Value;
  account?: string;
  region?: string;
};

export type Template = {
  source: Source;
  scope: Scope;
  /** By logical id, in the order of the text. */
  resources: ReadonlyMap<string, Written>;
  /** Why it may have more resources than can be seen. */
  more: Unknown | undefined;
  /** Macros that rewrite all of it. */
  macros: readonly string[];
  parameters: readonly string[];
  /** Those of which nobody said a value, so that the default counts. */
  assumed: readonly string[];
  /** Whether a resource will exist. */
  exists: (written: Written) => Truth;
  outputs: (name: string) => Value | undefined;
};

/** What is asked of the files beside a template. */
export type Beside = (path: string) => Uint8Array | undefined;

export type Opening = {
  content: string | Uint8Array;
  file: string;
  deployment: Deployment;
  beside: Beside;
  prefix: string;
  output: (id: string, name: string) => Value | undefined;
};

/** More is evaluated only where aliases or loops multiply; the largest template that CloudFormation takes needs a hundredth. */
const most = 3_000_000;

const sectionOf = (document: JsonObject, name: string, file: string): JsonObject => {
  const section = document[name];
  if (section === undefined || section === null) return {};
  if (isObject(section)) return section;
  throw new Problem({ code: "template-malformed", what: `The template is malformed: its ${name} are no map.`, where: file, todo: repair });
};

const documentIn = ({ value, file }: Source): JsonObject => {
  if (isObject(value) && isObject(value["Resources"])) return value;
  const what = isObject(value) && Object.hasOwn(value, "Resources") ? "Its Resources are no map." : "It has no Resources.";
  throw new Problem({ code: "template-not-a-template", what: `This is not a CloudFormation template. ${what}`, where: file, todo: repair });
};

/** Macros of AWS's own whose work is done here, or leaves what is written as it is. */
const harmless = /^AWS::(?:LanguageExtensions|Serverless-2016-10-31|SecretsManager-[\d-]+|CodeDeployBlueGreen|Include)$/;

const macrosIn = (document: JsonObject): string[] => {
  const names = [document["Transform"]].flat().map((one) => (isObject(one) ? one["Name"] : one));
  return names.filter((name) => typeof name === "string").filter((name) => !harmless.test(name));
};

const writtenIn = (members: readonly Member[], source: Source): Map<string, Written> => {
  const written = new Map<string, Written>();
  for (const { key, value, from } of members) {
    const type = isObject(value) ? value["Type"] : undefined;
    const span = source.span(["Resources", from]);
    const { line, column } = span ? source.at(span.start) : { line: 1, column: 1 };
    const refuse = (what: string): Problem =>
      new Problem({ code: "template-malformed", what, where: `${source.file}, line ${line}, column ${column}`, todo: repair });
    if (!isObject(value) || typeof type !== "string") throw refuse("The template is malformed: a resource has no Type.");
    if (written.has(key)) throw refuse("The template is malformed: two resources have the same logical id.");
    written.set(key, { type, properties: value["Properties"] ?? {}, body: value, from });
  }
  return written;
};

/** Each asked once; one that asks for itself is not known. */
const once = <Result>(work: (name: string) => Result, circle: Result): ((name: string) => Result) => {
  const known = new Map<string, Result>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, circle);
    const result = work(name);
    known.set(name, result);
    return result;
  };
};

const includedBy = (beside: Beside): ((location: string) => Json | undefined) =>
  once<Json | undefined>((location) => {
    const content = beside(location);
    return content && readSource(content, location).value;
  }, undefined);

const spending = (file: string): (() => void) => {
  let left = most;
  return () => {
    left--;
    if (left >= 0) return;
    const what = "This template grows without end when its aliases and loops are written out.";
    throw new Problem({ code: "template-too-large", what, where: file, todo: repair });
  };
};

const scopeOf = (document: JsonObject, { file, deployment, beside, prefix, output }: Opening): Omit<Scope, "resource"> => {
  const declared = sectionOf(document, "Parameters", file);
  const mappings = sectionOf(document, "Mappings", file);
  const own = (section: JsonObject, name: string): Json | undefined => (Object.hasOwn(section, name) ? section[name] : undefined);
  return {
    prefix,
    output,
    spend: spending(file),
    included: includedBy(beside),
    mapping: (name) => own(mappings, name),
    parameter: (name) => {
      const declaration = own(declared, name);
      if (declaration === undefined)
        return deployment.parameters.get(name.startsWith("AWS::") ? name : "") ?? pseudoValue(name, deployment);
      return parameterValue(name, declaration, deployment.parameters.get(name), `${prefix}?${name}`);
    },
    condition: () => unresolved("a condition that asks for itself"),
  };
};

/** Reads a template so far that its resources can be asked for one by one. */
export const openTemplate = (opening: Opening): Template => {
  const source = readSource(opening.content, opening.file);
  const document = documentIn(source);
  const { file } = opening;
  let resources: ReadonlyMap<string, Written> = new Map();
  const scope: Scope = { ...scopeOf(document, opening), resource: (id) => resources.get(id) };
  const conditions = once<Map<string, Json>>(
    () => new Map(membersOf(sectionOf(document, "Conditions", file), scope, evaluate).members.map(({ key, value }) => [key, value])),
    new Map(),
  );
  scope.condition = once<Truth>((name) => {
    const node = conditions("").get(name);
    return node === undefined ? unresolved(`the template has no condition ${name}`) : truthOf(node, { scope, evaluate });
  }, unresolved("a condition that asks for itself"));
  const { members, rest } = membersOf(sectionOf(document, "Resources", file), scope, evaluate);
  resources = writtenIn(members, source);
  const outputs = sectionOf(document, "Outputs", file);
  const declared = sectionOf(document, "Parameters", file);
  return {
    source,
    scope,
    resources,
    more: rest,
    macros: macrosIn(document),
    parameters: Object.keys(declared),
    assumed: Object.entries(declared).flatMap(([name, one]) =>
      isObject(one) && one["Default"] !== undefined && !opening.deployment.parameters.has(name) ? [name] : [],
    ),
    exists: ({ body }) => (typeof body["Condition"] === "string" ? scope.condition(body["Condition"]) : true),
    outputs: (name) => {
      const output = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
      return isObject(output) ? evaluate(output["Value"] ?? null, scope) : undefined;
    },
  };
};
