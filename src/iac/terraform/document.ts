import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { toPointer } from "../../estate/pointer.ts";
import { Problem } from "../../estate/problem.ts";
import type { JsonPath } from "../../estate/strict-json.ts";
import type { JsonDocument } from "../json-document.ts";
import { type Address, parseAddress } from "./address.ts";
import { leavesOut } from "./left-out.ts";

/** A managed resource that exists after the plan is applied. */
export type Planned = {
  id: string;
  address: Address;
  /** Where the plan says it, as JSON Pointer. */
  pointer: string;
  after: JsonObject;
  /** Shaped like `after`, `true` where a value is only known after apply. */
  unknown: Json;
  /** Shaped like `after`, `true` where a value is sensitive. */
  sensitive: Json;
  before: JsonObject | undefined;
  /** Made anew: what nobody writes gets its default. An existing resource keeps what it has. */
  created: boolean;
};

/** What is deleted: what it was. */
export type Removed = { type: string; before: JsonObject };

export type Plan = {
  planned: Planned[];
  /** Types of what exists by the Cloud Control provider, which spells AWS in another way. */
  cloudControl: string[];
  removed: Removed[];
  configuration: JsonObject | undefined;
  variables: JsonObject;
  /** False where the plan itself says that it leaves something out. */
  complete: boolean;
};

const show = "Give the output of `terraform show -json PLAN` or `tofu show -json PLAN`.";
const at = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
const textAt = (value: Json | undefined, key: string): string | undefined => {
  const found = at(value, key);
  return typeof found === "string" ? found : undefined;
};

/** What a JSON document that is no plan may be. */
const likeness = (document: JsonObject): string => {
  const has = (key: string): boolean => Object.hasOwn(document, key);
  if (has("lineage") || (has("serial") && has("resources"))) return "It looks like a Terraform state file.";
  if (has("AWSTemplateFormatVersion") || isObject(document["Resources"])) return "It looks like a CloudFormation template.";
  if (has("artifacts") && has("version")) return "It looks like the manifest of a CDK cloud assembly.";
  if (textAt(document, "format")?.startsWith("sagewarden/")) return `It is a document of ${textAt(document, "format")}.`;
  if (has("provider_schemas")) return "It looks like the schemas of Terraform providers.";
  if (has("format_version") && has("values")) return "It looks like a state written by `terraform show -json`, not a plan.";
  if (has("@level")) return "It looks like the log of `terraform plan -json`.";
  return "It has none of the keys of a plan.";
};

const marks = ["planned_values", "resource_changes", "configuration"];

const checkFormat = (value: unknown, file: string): JsonObject => {
  const refuse = (code: string, what: string, todo: string): Problem => new Problem({ code, what, where: file, todo });
  if (!isObject(value)) throw refuse("plan-not-a-plan", "This JSON is not a Terraform plan.", show);
  const version = value["format_version"];
  if (version === undefined || !marks.some((mark) => Object.hasOwn(value, mark)))
    throw refuse("plan-not-a-plan", `This JSON is not a Terraform plan. ${likeness(value)}`, show);
  // Before 1.0 (Terraform 0.12 to 1.0) a plan says less, and what it says means the same.
  if (typeof version !== "string" || !/^[01]\.\d+$/.test(version))
    throw refuse(
      "plan-format",
      "This plan has a format_version that is not supported; 0.x and 1.x are.",
      "Write it with Terraform 0.12 or later, or OpenTofu.",
    );
  // It holds only the resources that were planned before the error: judging them would pass those that are missing.
  if (value["errored"] === true)
    throw refuse(
      "plan-errored",
      "Planning ended in an error, so this plan holds only a part of the resources.",
      "Mend the error that Terraform or OpenTofu printed, and plan again.",
    );
  return value;
};

const malformed = (file: string, pointer: string, what: string): Problem =>
  new Problem({ code: "plan-malformed", what: `The plan is malformed: ${what}.`, where: `${file}${pointer}`, todo: show });

/** What is only deleted or forgotten is gone, and a read makes nothing. An action of a later version may well leave something. */
const ending: ReadonlySet<Json> = new Set(["delete", "forget", "read"]);
const exists = (actions: readonly Json[]): boolean => !actions.every((action) => ending.has(action));

type Entry = { entry: JsonObject; pointer: string; file: string };

const addressOf = ({ entry, pointer, file }: Entry): { id: string; address: Address } => {
  const id = textAt(entry, "address");
  const address = id === undefined ? undefined : parseAddress(id);
  if (id === undefined || !address) throw malformed(file, pointer, "a resource has no address that can be read");
  if (textAt(entry, "type") !== address.type) throw malformed(file, pointer, "a resource's address and type differ");
  return { id, address };
};

const plannedChange = (item: Entry): Planned | undefined => {
  const { entry, pointer, file } = item;
  const change = at(entry, "change");
  const actions = at(change, "actions");
  if (!isObject(change) || !Array.isArray(actions)) throw malformed(file, pointer, "a resource change has no actions");
  const after = at(change, "after");
  if (entry["mode"] !== "managed" || entry["deposed"] !== undefined || !exists(actions)) return undefined;
  if (!isObject(after)) throw malformed(file, pointer, "a resource that will exist has no values");
  const before = at(change, "before");
  return {
    ...addressOf(item),
    pointer,
    after,
    unknown: at(change, "after_unknown") ?? {},
    sensitive: at(change, "after_sensitive") ?? {},
    before: isObject(before) ? before : undefined,
    created: actions.includes("create"),
  };
};

const entries = (list: Json | undefined, pointer: string, file: string): Entry[] => {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw malformed(file, pointer, "its resources are not a list");
  return list.map((entry, index) => {
    const own = `${pointer}/${index}`;
    if (!isObject(entry)) throw malformed(file, own, "a resource is not an object");
    return { entry, pointer: own, file };
  });
};

/** A fork of the provider keeps its last name; another provider's types are not ours to read. */
const otherProvider = (entry: JsonObject): boolean => {
  const name = textAt(entry, "provider_name");
  return name !== undefined && !/(?:^|\/)aws$/.test(name);
};

/** A plan that changes nothing may leave out all changes: what exists is then what the state said after the refresh. */
const unchanged = (module: Json | undefined, pointer: string, file: string): Planned[] => {
  const own = entries(at(module, "resources"), `${pointer}/resources`, file).flatMap((item): Planned[] => {
    const after = at(item.entry, "values");
    if (item.entry["mode"] !== "managed" || otherProvider(item.entry) || !isObject(after)) return [];
    const sensitive = at(item.entry, "sensitive_values") ?? {};
    return [{ ...addressOf(item), pointer: item.pointer, after, unknown: {}, sensitive, before: after, created: false }];
  });
  const below = entries(at(module, "child_modules"), `${pointer}/child_modules`, file);
  return [...own, ...below.flatMap((child) => unchanged(child.entry, child.pointer, file))];
};

const stateRoot = ["prior_state", "values", "root_module"] as const;

/** The objects whose place in the text is worth remembering. */
export const holdsResource = (path: JsonPath): boolean =>
  path[0] === "resource_changes" ? path.length === 2 : path[0] === "prior_state" && path.at(-2) === "resources" && path.length % 2 === 1;

const plannedIn = (document: JsonObject, file: string): Planned[] => {
  const changes = document["resource_changes"] ?? [];
  if (Array.isArray(changes) && changes.length === 0)
    return unchanged(stateRoot.reduce<Json | undefined>(at, document), toPointer(stateRoot), file);
  return entries(document["resource_changes"], "/resource_changes", file)
    .filter(({ entry }) => !otherProvider(entry))
    .flatMap((item) => plannedChange(item) ?? []);
};

const cloudControlIn = (document: JsonObject, file: string): string[] => {
  const changes = entries(document["resource_changes"], "/resource_changes", file).flatMap(({ entry }) => {
    const actions = at(at(entry, "change"), "actions");
    return entry["mode"] === "managed" && Array.isArray(actions) && exists(actions) ? [entry] : [];
  });
  return changes.flatMap((entry) => textAt(entry, "type") ?? []).filter((type) => type.startsWith("awscc_"));
};

const removedIn = (document: JsonObject, file: string): Removed[] =>
  entries(document["resource_changes"], "/resource_changes", file).flatMap(({ entry }) => {
    const change = at(entry, "change");
    const [actions, before, type] = [at(change, "actions"), at(change, "before"), textAt(entry, "type")];
    const isGone = Array.isArray(actions) && actions.includes("delete") && !actions.includes("create");
    return isGone && isObject(before) && type !== undefined ? [{ type, before }] : [];
  });

/** Recognises a plan, and takes from it what exists after it is applied. */
export const readDocument = ({ value }: JsonDocument, file: string): Plan => {
  const document = checkFormat(value, file);
  const planned = plannedIn(document, file);
  const seen = new Set<string>();
  for (const { id, pointer } of planned) {
    if (seen.has(id)) throw malformed(file, pointer, "two resources have the same address");
    seen.add(id);
  }
  const { configuration, variables } = document;
  return {
    planned,
    cloudControl: cloudControlIn(document, file),
    removed: removedIn(document, file),
    configuration: isObject(configuration) ? configuration : undefined,
    variables: isObject(variables) ? variables : {},
    complete: document["complete"] !== false && !leavesOut(document),
  };
};
