import { createHash } from "node:crypto";
import type { Json } from "../estate/json.ts";
import { count, type ElementList, elements, type Spelling, text } from "./field.ts";
import { scriptDeeds, type ScriptOf, scriptSteps } from "./script-steps.ts";

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Scripts travel in base64. What is not base64 cannot be read, and what is not UTF-8 is no script. */
export const decoded = (value: Json): string | undefined => {
  if (typeof value !== "string") return undefined;
  const packed = value.replace(/\s/g, "");
  if (!base64.test(packed)) return undefined;
  const script = Buffer.from(packed, "base64").toString("utf8");
  return script.includes("\uFFFD") ? undefined : script;
};

export const script = (path: string): Spelling => ({ path, as: decoded });

/** What is derived from a script, so that nobody need be shown it. */
export const scriptSays = (path: string, say: (script: Json) => Json | undefined): Spelling => ({
  path,
  as: (value) => {
    const plain = decoded(value);
    return plain === undefined ? undefined : say(plain);
  },
});

/** What a script is recognised by where it may not be shown. */
export const scriptHash = (path: string): Spelling => scriptSays(path, (plain) => createHash("sha256").update(String(plain)).digest("hex"));

type Hooks = {
  of: ScriptOf;
  names: readonly string[];
  api: readonly string[];
  terraform: readonly string[];
  cloudformation: readonly string[];
};

/** The steps of one script, named so that a line more above them is no other step: what is done, and the how manieth time. */
const stepsOf = (plain: string, hook: string, of: ScriptOf): Json[] => {
  const times = new Map<string, number>();
  return scriptSteps(plain, of).map(({ line, what }) => {
    const nth = (times.get(what) ?? 0) + 1;
    times.set(what, nth);
    return { key: `${hook} ${what}${nth === 1 ? "" : ` ${nth}`}`, hook, line, what };
  });
};

/** What scripts do that rules ask about, with the line; derived while they are read, since they are never kept in clear. */
export const steps = ({ of, names, ...places }: Hooks): ElementList => {
  const said = (path: string): { api: string; terraform: string; cloudformation: string; change: "read-only" } => ({
    api: path,
    terraform: path,
    cloudformation: path,
    change: "read-only",
  });
  return elements({
    key: "key",
    ...places,
    as: (value, nth) => {
      const plain = decoded(value);
      return plain === undefined ? undefined : stepsOf(plain, names[nth] ?? "", of);
    },
    fields: {
      key: text(said("key")),
      hook: text({ ...said("hook"), values: names }),
      line: count({ ...said("line"), minimum: 1 }),
      what: text({ ...said("what"), values: scriptDeeds }),
    },
  });
};
