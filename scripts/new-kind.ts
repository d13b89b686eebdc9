import { existsSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../src/estate/closest.ts";
import { Problem } from "../src/estate/problem.ts";
import { elementOf, membersOf, operationNames, operationShape, requiredOf, type Shape, simpleOf } from "../test/fake-aws/shapes.ts";
import { generateKinds } from "./generate-kinds.ts";
import { root, writeGenerated } from "./generated-files.ts";

const usage = (what: string, todo = "Use: npm run new:kind NAME, such as processing-job"): Problem =>
  new Problem({ code: "usage", what, todo });

const kebab = (name: string): string => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "-").toLowerCase();
const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const plain = (name: string): string => name.replaceAll("-", "").toLowerCase();

/** What SageMaker both lists, without being told of what, and describes, by the name that AWS gives it: `ProcessingJob`. */
const things = (): string[] => {
  const names = operationNames("sagemaker").filter((name) => name.startsWith("Describe"));
  const listed = (thing: string): boolean => {
    const list = operationShape("sagemaker", `List${thing}s`);
    return list !== undefined && requiredOf(list.input).length === 0;
  };
  return names
    .map((name) => name.slice("Describe".length))
    .filter(listed)
    .sort();
};

const thingNamed = (name: string): string => {
  const all = things();
  const found = all.find((thing) => plain(kebab(thing)) === plain(name));
  if (found) return found;
  const names = all.map(kebab);
  throw usage(`SageMaker does not list and describe anything called "${name}".${didYouMean(name, names)}`, `It has: ${names.join(", ")}.`);
};

const shapesOf = (operation: string): { input: Shape; output: Shape } => {
  const shape = operationShape("sagemaker", operation);
  if (!shape) throw usage(`SageMaker has no operation ${operation}.`);
  return shape;
};

/** The constructor of a field for a plain member, or nothing for one that is a structure or a list of structures. */
const constructorOf = (shape: Shape): string | undefined => {
  const element = elementOf(shape);
  if (element !== undefined) return simpleOf(element) === "string" ? "texts" : undefined;
  const simple = simpleOf(shape);
  return simple && { string: "optionalText", number: "optionalCount", boolean: "optionalFlag", time: "optionalTime" }[simple];
};

/** `prefix` is what AWS calls it in its members: a tracking server has a `TrackingServerName`, not an `MlflowTrackingServerName`. */
type Draft = {
  thing: string;
  prefix: string;
  name: string;
  required: readonly string[];
  members: ReadonlyMap<string, Shape>;
  summary: Shape;
  items: string;
};

/** `ProcessingJobName` of a processing job is its name. */
const fieldName = ({ prefix }: Draft, member: string): string => camel(member.startsWith(prefix) ? member.slice(prefix.length) : member);

type Entry = { make: string; code: string };

const entryOf = (draft: Draft, [member, shape]: [string, Shape]): Entry[] => {
  const make = member === `${draft.prefix}Name` ? "text" : constructorOf(shape);
  // The ARN and the time of creation are identity, not config.
  if (make === undefined || member === `${draft.prefix}Arn` || member === "CreationTime") return [];
  const fixed = make === "optionalTime" || /(?:Status|Reason)$/.test(member);
  const change = fixed ? `change: "read-only", runtime: true` : `change: "recreate"`;
  return [{ make, code: `${fieldName(draft, member)}: ${make}({ api: "${member}", ${change} }),` }];
};

const draftOf = (name: string): Draft => {
  const thing = thingNamed(name);
  const { output } = shapesOf(`List${thing}s`);
  const [items, list] = [...membersOf(output)].find(([, shape]) => elementOf(shape) !== undefined) ?? [];
  if (items === undefined) throw usage(`List${thing}s answers with no list.`);
  const { input, output: description } = shapesOf(`Describe${thing}`);
  const [key = `${thing}Name`, ...others] = requiredOf(input);
  const prefix = key.endsWith("Name") ? key.slice(0, -"Name".length) : thing;
  return { thing, prefix, name, required: [key, ...others], members: membersOf(description), summary: elementOf(list), items };
};

const identity = ({ prefix, name, members, required: [key = ""] }: Draft): string => {
  const given = (member: string): string => (members.has(member) ? JSON.stringify(member) : "null");
  const named = members.has(`${prefix}Name`) ? `${prefix}Name` : key;
  return `{ name: "${named}", arn: ${given(`${prefix}Arn`)}, template: "${name}/{name}", createdAt: ${given("CreationTime")}, key: ["name"] }`;
};

/** A kind as far as the SDK alone can say it: what SageMaker lists, describes and tags, with its plain members as fields. */
export const draftKind = (name: string): string => {
  const draft = draftOf(name);
  const { thing, prefix, required, members, summary, items } = draft;
  const [key = ""] = required;
  const entries = [...members].flatMap((member) => entryOf(draft, member));
  const named = members.has(`${prefix}Name`)
    ? entries
    : [{ make: "text", code: `name: text({ api: "${key}", change: "recreate" }),` }, ...entries];
  const makers = [...new Set(["tags", ...named.map(({ make }) => make)])].sort();
  const input = required.filter((member) => membersOf(summary).has(member)).map((member) => `${member}: "${member}"`);
  const title = kebab(thing).replaceAll("-", " ");
  return `import { ${makers.join(", ")} } from "./field.ts";
import { type Kind, sagemakerPaging } from "./kind.ts";
import { sagemaker } from "./operation.ts";

const kind: Kind = {
  name: "${name}",
  title: "${title.charAt(0).toUpperCase()}${title.slice(1)}",
  plural: "${title.charAt(0).toUpperCase()}${title.slice(1)}s",
  service: "sagemaker",
  identity: ${identity(draft)},
  fields: {
    ${named.map(({ code }) => code).join("\n    ")}
    tags,
  },
  list: { operation: sagemaker("List${thing}s"), items: "${items}", ...sagemakerPaging, gives: ${JSON.stringify([...membersOf(summary).keys()])} },
  describe: [{ operation: sagemaker("Describe${thing}"), input: { ${input.join(", ")} } }],
  tags: { from: "operation", operation: sagemaker("ListTags"), input: "ResourceArn", items: "Tags" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {},
  relations: {},
  history: null,
  unchanging: null,
  terraform: null,
  cloudformation: null,
};

export default kind;
`;
};

const main = async ([name, ...more]: readonly string[]): Promise<void> => {
  if (name === undefined || more.length > 0) throw usage("A new kind needs one name.");
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) throw usage(`"${name}" is no name: small letters, digits and single hyphens are.`);
  const path = `src/kinds/${name}.ts`;
  if (existsSync(join(root, path))) throw usage(`${path} is there already.`, "Choose another name, or edit the file.");
  const written = await writeGenerated({ [path]: draftKind(name) }, { check: false });
  written.push(...(await writeGenerated(await generateKinds(), { check: false })));
  for (const file of written) console.log(`wrote ${file}`);
  console.log(
    `Next, in ${path}: its states and verbs, how its documents and tags come with fewer calls (search, taggingType, history, unchanging), its relations, fields inside its structures, the spelling in Terraform and CloudFormation, samples. Then \`npm run generate\`.`,
  );
};

if (process.argv[1] === import.meta.filename) {
  try {
    await main(process.argv.slice(2));
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    console.error(thrown.message);
    process.exitCode = 2;
  }
}
