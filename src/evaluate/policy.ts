import { loadPolicy } from "@open-policy-agent/opa-wasm";
import { isObject, type JsonObject } from "../estate/json.ts";

/** Parameters by rule id: a rule without an entry is not run. */
export type PolicyInput = { resources: readonly JsonObject[]; now: string; params: Record<string, JsonObject> };

/** What a rule may say beside what it denies. */
const words = ["skip", "settled", "unsure", "aside"] as const;
type Word = (typeof words)[number];

export type Emitted = { index: number; rule: string; set: "deny" | Word; path: (string | number)[] };

/** The only thing that evaluate asks of a policy engine. Throws what the engine throws, and when it did not see every resource. */
export type Policy = (kind: string, input: PolicyInput) => Emitted[];

const message = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : typeof thrown === "string" ? thrown : (JSON.stringify(thrown) ?? "no reason given");

const isStep = (step: unknown): step is string | number => typeof step === "string" || typeof step === "number";

const isWord = (said: unknown): said is Word => words.some((word) => word === said);

/** A row is the index of the resource, and a word or the path of what is denied. */
const emitted = (rule: string, row: unknown): Emitted => {
  const [index, said]: unknown[] = Array.isArray(row) && row.length === 2 ? row : [];
  if (typeof index !== "number") throw new Error("the policy answered in a form that is not its own");
  if (isWord(said)) return { index, rule, set: said, path: [] };
  if (!Array.isArray(said) || !said.every(isStep)) throw new Error(`rule ${rule} denied something that is not a path`);
  return { index, rule, set: "deny", path: said };
};

/** A rule that the policy does not have would be silent, and silence is a pass. */
const emittedBy = (rule: string, verdicts: JsonObject): Emitted[] => {
  const rows = Object.hasOwn(verdicts, rule) ? verdicts[rule] : undefined;
  if (!Array.isArray(rows)) throw new Error(`the policy has no rule ${rule} for this kind`);
  return rows.map((row) => emitted(rule, row));
};

/** The engine wraps its one result in a list. */
const resultOf = (results: unknown): unknown => {
  const [first]: unknown[] = Array.isArray(results) ? results : [];
  return isObject(first) ? first["result"] : undefined;
};

/** The rules in WebAssembly. Input is passed as an object only: text and buffers would be misread silently. */
export const loadWasmPolicy = async (wasm: Uint8Array<ArrayBuffer>): Promise<Policy> => {
  const engine = await loadPolicy(wasm);
  return (kind, input) => {
    let answer: unknown;
    try {
      answer = resultOf(engine.evaluate(input, `sagewarden/kinds/${kind}/answer`));
    } catch (thrown) {
      throw new Error(message(thrown), { cause: thrown });
    }
    const { seen, verdicts } = isObject(answer) ? answer : {};
    if (seen !== input.resources.length || !isObject(verdicts))
      throw new Error(`the policy saw ${String(seen)} of ${input.resources.length} resources`);
    return Object.keys(input.params).flatMap((rule) => emittedBy(rule, verdicts));
  };
};
