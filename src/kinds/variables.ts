import { withoutCredentials } from "../estate/credentials.ts";
import { isObject, type Json } from "../estate/json.ts";
import { containerArguments } from "./container-arguments.ts";
import { type Entries, type LeafList, texts } from "./field.ts";
import { secretVariable } from "./secret-shapes.ts";

/** What stands in place of a secret in what is kept: it looks like the same. */
const standInFor = (look: string): string => `(${look})`;
const standIn = /^\((an? (?:AWS access key|private key|token of [A-Za-z ]+|signed web token|secret (?:by its name|within it)))\)$/;

/** Environments hold text; a template may write numbers. */
const textOf = (value: Json): string | undefined => {
  if (typeof value === "string") return value;
  return isObject(value) || Array.isArray(value) ? undefined : String(value ?? "");
};

const lookOf = (name: string, text: string): string | undefined => standIn.exec(text)?.[1] ?? secretVariable(name, text);

const entries: Entries = {
  say: (name, value) => {
    const text = textOf(value);
    if (text === undefined) return undefined;
    const look = lookOf(name, text);
    return look === undefined ? null : `${withoutCredentials(name)}: ${look}`;
  },
  keep: (name, value) => {
    const text = textOf(value);
    if (text === undefined) return {};
    const look = lookOf(name, text);
    return look === undefined ? "" : standInFor(look);
  },
  named: containerArguments,
};

/** Where AWS and CloudFormation say what a container is started with. */
export const commandAt = (member: string): string[] => [`${member}.ContainerEntrypoint`, `${member}.ContainerArguments`];
/** The same in Terraform. */
export const commandIn = (block: string): string[] => [`${block}.container_entrypoint`, `${block}.container_arguments`];

type Places = { api: readonly string[]; terraform?: readonly string[]; cloudformation?: readonly string[] };

/** The variables and arguments whose values look like secrets, each with what it looks like. Values are read and forgotten: names are all that is kept. */
export const secretVariables = (places: Places): LeafList =>
  texts({
    ...places,
    change: "recreate",
    samples: ["AWS_ACCESS_KEY_ID: an AWS access key", "DB_PASSWORD: a secret by its name"],
    entries,
  });
