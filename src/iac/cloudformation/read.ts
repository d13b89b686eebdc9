import type { Cell } from "../../estate/cell.ts";
import { type Estate, estateFormat, type Resource } from "../../estate/estate.ts";
import type { Unknown } from "../../estate/unknown.ts";
import type { Kind } from "../../kinds/kind.ts";
import { codeCoverage, typesWithoutKind } from "../coverage.ts";
import { recognised } from "../resource.ts";
import { type AttachedTo, attachedBy, attachedTo } from "./attached.ts";
import { evaluate } from "./evaluate.ts";
import { identitiesOf, type Own } from "./identities.ts";
import { instanceOf } from "./instances.ts";
import { launchTemplatesOf } from "./launch-templates.ts";
import { nestedFile } from "./nested-file.ts";
import { kindReading, type KindReading, ownOf, readResource } from "./read-resource.ts";
import type { Scope, Written } from "./scope.ts";
import { securityGroupsOf } from "./security-groups.ts";
import { type Beside, type Deployment, openTemplate, type Template } from "./template.ts";
import { elementsOf, memberOf, type Value } from "./value.ts";

export type CloudFormationTemplate = {
  content: string | Uint8Array;
  /** Its name, for positions and errors. */
  file: string;
  kinds: readonly Kind[];
  deployment?: Partial<Deployment>;
  /** The files that lie beside it, by the path that a reader of the report would follow. */
  beside?: Beside;
  source?: "cloudformation" | "cdk";
};

/** Something that the template says is there, and that cannot be seen: by the kind of its cell. */
type Gap = { kind: string; detail: string };
type Found = { resources: Resource[]; gaps: Gap[]; types: string[] };

type Stack = {
  content: string | Uint8Array;
  file: string;
  deployment: Deployment;
  prefix: string;
  /** The stack exists for sure, or depends on what nobody knows. */
  around: true | Unknown;
  /** The templates that this one lies in. */
  above: readonly string[];
};

type Reader = { kinds: ReadonlyMap<string, KindReading>; beside: Beside; attached: AttachedTo };

const nests = "AWS::CloudFormation::Stack";
const deepest = 10;

const parametersOf = (properties: Value): Map<string, Value> => {
  const given = memberOf(properties, "Parameters");
  return new Map(given.is === "map" ? given.members : []);
};

/** The stack that a resource nests, if its template is there. */
const nestedStack = (id: string, written: Written, stack: Stack & { scope: Scope }, beside: Beside): Stack | undefined => {
  const properties = evaluate(written.properties, stack.scope);
  const path = nestedFile(written, properties, stack, beside);
  const content = path === undefined || stack.above.includes(path) || stack.above.length >= deepest ? undefined : beside(path);
  if (path === undefined || !content) return undefined;
  const tags: Value = { is: "list", items: [...elementsOf(stack.deployment.tags), ...elementsOf(memberOf(properties, "Tags"))] };
  return {
    content,
    file: path,
    deployment: { ...stack.deployment, parameters: parametersOf(properties), tags },
    prefix: `${stack.prefix}${id}/`,
    around: stack.around,
    above: [...stack.above, path],
  };
};

type Open = { template: Template; nested: (id: string) => (Stack & { open: Open }) | undefined };

const openStack = (stack: Stack, beside: Beside): Open => {
  const known = new Map<string, (Stack & { open: Open }) | undefined>();
  const nested = (id: string): (Stack & { open: Open }) | undefined => {
    if (known.has(id)) return known.get(id);
    known.set(id, undefined);
    const written = template.resources.get(id);
    const inner = written?.type === nests ? nestedStack(id, written, { ...stack, scope: template.scope }, beside) : undefined;
    const opened = inner && { ...inner, open: openStack(inner, beside) };
    known.set(id, opened);
    return opened;
  };
  const template: Template = openTemplate({ ...stack, beside, output: (id, name) => nested(id)?.open.template.outputs(name) });
  return { template, nested };
};

const isOfMl = (type: string): boolean => /^AWS::(?:SageMaker|EMR|EMRServerless|EMRContainers)::/.test(type);

const gapsOf = ({ more, macros }: Template): Gap[] =>
  [...(more ? [more.detail] : []), ...macros.map((name) => `the macro ${name} rewrites the template`)].map((detail) => ({
    kind: "AWS::CloudFormation::Macro",
    detail,
  }));

const readNested = (id: string, around: true | Unknown, { nested, template }: Open, reader: Reader): Found => {
  const inner = nested(id);
  if (inner) return readStack({ ...inner, around }, inner.open, reader);
  return {
    resources: [],
    types: [],
    gaps: [{ kind: nests, detail: `the template of ${template.scope.prefix}${id} is not beside this one` }],
  };
};

/** A nested stack may attach a policy to a role of the one around it. */
const openedIn = (open: Open): Template[] => {
  const inner = [...open.template.resources].flatMap(([id, { type }]) => (type === nests ? (open.nested(id) ?? []) : []));
  return [open.template, ...inner.flatMap((each) => openedIn(each.open))];
};

/** What several resources say together, or in a way of its own. */
const layOut = (template: Template, attached: AttachedTo): ((id: string, written: Written, own: Value) => Own) => {
  const withRules = securityGroupsOf(template);
  const withPolicies = identitiesOf(template, attached);
  const launched = launchTemplatesOf(template);
  return (id, written, own) => {
    if (written.type === "AWS::EC2::SecurityGroup") return { value: withRules(id, own), places: new Map() };
    if (written.type === "AWS::EC2::Instance") return { value: instanceOf(launched(own)), places: new Map() };
    return withPolicies(id, written, own);
  };
};

const none: Found = { resources: [], gaps: [], types: [] };

const readStack = (stack: Stack, open: Open, reader: Reader): Found => {
  const { template } = open;
  const laidOut = layOut(template, reader.attached);
  const readOne = ([id, written]: [string, Written]): Found => {
    const truth = template.exists(written);
    const around = truth === true ? stack.around : truth;
    if (around === false) return none;
    if (written.type === nests) return readNested(id, around, open, reader);
    if (written.type.endsWith("::MODULE"))
      return { ...none, gaps: [{ kind: written.type, detail: "what a module holds is not in the template" }] };
    const reading = reader.kinds.get(written.type);
    if (!reading) return isOfMl(written.type) ? { ...none, types: [written.type] } : none;
    const { value, places } = laidOut(id, written, ownOf(written, template, around));
    return { ...none, resources: [readResource({ id, written, own: value, places, reading }, template, stack.deployment)] };
  };
  const parts = [...template.resources].map(readOne);
  return {
    resources: parts.flatMap(({ resources }) => resources),
    gaps: [...gapsOf(template), ...parts.flatMap(({ gaps }) => gaps)],
    types: parts.flatMap(({ types }) => types),
  };
};

const cellsOf = (gaps: readonly Gap[], place: Pick<Cell, "account" | "region">): Cell[] =>
  [...Map.groupBy(gaps, ({ kind }) => kind)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, same]) => ({
      ...place,
      kind,
      phase: "list",
      state: "not-reached",
      seen: 0,
      detail: [...new Set(same.map(({ detail }) => detail))].join("; "),
    }));

export type ReadTemplate = {
  estate: Estate;
  /** The parameters that it declares, and those of them that were taken to be as their defaults say. */
  parameters: readonly string[];
  assumed: readonly string[];
};

/** Reads a CloudFormation template into the estate that will be there once it is deployed, with what is not known before left unknown. */
export const readCloudFormation = ({
  content,
  file,
  kinds,
  deployment,
  beside = () => undefined,
  source = "cloudformation",
}: CloudFormationTemplate): ReadTemplate => {
  const whole: Deployment = { parameters: new Map(), tags: { is: "list", items: [] }, ...deployment };
  const stack: Stack = { content, file, deployment: whole, prefix: "", around: true, above: [file] };
  const open = openStack(stack, beside);
  const readings = kinds.flatMap((kind): [string, KindReading][] =>
    kind.cloudformation ? [[kind.cloudformation.type, kindReading(kind)]] : [],
  );
  const attached = attachedTo(openedIn(open).flatMap(attachedBy));
  const found = readStack(stack, open, { kinds: new Map(readings), beside, attached });
  const { resources, unsure } = recognised(found.resources, kinds);
  const place = { account: whole.account ?? "planned", region: whole.region ?? "unknown" };
  const coverage = [
    ...codeCoverage({
      kinds,
      places: [place],
      has: ({ cloudformation }) => cloudformation !== null,
      partial: undefined,
      resources,
      unsure,
      beside: "a template shows only what it makes",
    }),
    ...typesWithoutKind(found.types.map((type) => ({ ...place, type }))),
    ...cellsOf(found.gaps, place),
  ];
  const { parameters, assumed } = open.template;
  return { estate: { format: estateFormat, source, collectedAt: null, resources, coverage }, parameters, assumed };
};
