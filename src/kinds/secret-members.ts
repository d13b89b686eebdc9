import { withoutCredentials } from "../estate/credentials.ts";
import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { placesOf, type Entries, type Field, type Leaf, type LeafList } from "./field.ts";
import { parsePath } from "./path-in.ts";
import { kinds } from "./registry.ts";

/** Members of AWS's documents in which people keep passwords and tokens, whichever kind they belong to. */
const habitual =
  /Environment|HyperParameters|KerberosAttributes|UserData|Password|Passphrase|Credential|LifecycleConfigContent|ContainerArguments|ContainerEntrypoint|PipelineDefinition|(?:Rule|Hook|Profiling)Parameters|^(?:Configurations|OnCreate|OnStart|Args|Parameters)$/;

type Spelled = Leaf | LeafList;

const spelledIn = (field: Field): readonly Spelled[] => {
  if (field.shape === "elements") return Object.values(field.fields);
  return field.shape === "tags" ? [] : [field];
};

const stepsOf = ({ api }: Spelled): string[][] => {
  if (api === undefined) return [];
  const below = typeof api === "object" && "path" in api ? (api.reads ?? []) : [];
  return [...placesOf(api), ...below].map((path) => parsePath(path).filter((step) => typeof step === "string"));
};

const spelled = kinds.flatMap((kind) => Object.values(kind.fields)).flatMap(spelledIn);
/** What some field is read from: without it, the document would say something else. */
const read = new Set(spelled.flatMap(stepsOf).flat());
const marked = new Set(
  spelled.filter((field) => field.shape === "leaf" && field.secret).flatMap((field) => stepsOf(field).flatMap(([first]) => first ?? [])),
);

/** Maps and lists of which a field says something: what is said of their entries is kept, and nothing else. */
const told = new Map(
  spelled.flatMap((field) => {
    const { entries } = field.shape === "leaves" ? field : {};
    return entries
      ? stepsOf(field).flatMap((steps) => {
          const member = steps.at(-1);
          return member === undefined ? [] : [[member, entries] as const];
        })
      : [];
  }),
);

const isSecret = (member: string): boolean => marked.has(member) || habitual.test(member);
const isEmpty = (value: Json): boolean => value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** An option is kept only where something is said of what is given to it: it may hold a secret itself. */
const keptList = (list: readonly Json[], { named, keep }: Entries): Json[] => {
  const all = named(list).map(({ name, value, put }) => ({ name, kept: put(keep(name, value)) }));
  return all.map(({ kept }, index) => {
    const next = all[index + 1];
    return kept === "" && next && next.kept !== "" && next.name === list[index] ? next.name : kept;
  });
};

/** What is neither a map nor a list can be read by nobody, and a bare `false` no better. */
const keptOf = (value: Json, entries: Entries): Json => {
  if (Array.isArray(value)) return keptList(value, entries);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, entries.keep(name, one)])) : false;
};

type Found = { isRead: boolean };

const strip = (value: Json, found: Found): Json => {
  if (Array.isArray(value)) return value.map((part) => strip(part, found));
  if (typeof value === "string") return withoutCredentials(value);
  return isObject(value) ? stripObject(value, found) : value;
};

const stripObject = (document: JsonObject, found: Found): JsonObject => {
  const out: JsonObject = {};
  for (const [member, value] of Object.entries(document)) {
    const entries = told.get(member);
    if (isEmpty(value) || (!entries && !isSecret(member))) out[member] = strip(value, found);
    else if (entries) out[member] = keptOf(value, entries);
    else if (read.has(member)) found.isRead = true;
  }
  return out;
};

/**
 * A document of AWS's API without the members in which secrets are kept, which no field of any kind is read from; nothing, if some
 * field is read from one of them: such a document is not for keeping.
 */
export const withoutSecrets = (document: JsonObject): JsonObject | undefined => {
  const found: Found = { isRead: false };
  const rest = stripObject(document, found);
  return found.isRead ? undefined : rest;
};
