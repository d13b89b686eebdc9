import type { JsonObject } from "../estate/json.ts";
import { type Said, silent } from "./decide.ts";
import type { Policy } from "./policy.ts";
import type { Rule } from "./rule.ts";

/** What the rules said of a document, by rule id. A rule that threw says `failed`. */
export type Answer = Map<string, Said | { failed: string }>;

export type Asking = {
  kind: string;
  rules: readonly Rule[];
  /** By rule id; a rule without an entry gets none. */
  params: Readonly<Record<string, JsonObject>>;
  policy: Policy;
  now: string;
};

const ask = (docs: readonly JsonObject[], { kind, rules, params: given, policy, now }: Asking): Answer[] => {
  const params = Object.fromEntries(rules.map((rule) => [rule.id, given[rule.id] ?? {}]));
  const answers = docs.map((): Map<string, Said> => new Map());
  for (const { index, rule, set, path } of policy(kind, { resources: docs, now, params })) {
    const answer = answers[index];
    const said = answer?.get(rule) ?? { ...silent, deny: [] };
    if (set === "deny") said.deny.push(path);
    else said[set] = true;
    answer?.set(rule, said);
  }
  return answers;
};

const reason = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** One bad pair of resource and rule must not cost its neighbours their verdicts: on a throw, ask by resource, then by rule. */
export const askSafely = (docs: readonly JsonObject[], asking: Asking): Answer[] => {
  try {
    return ask(docs, asking);
  } catch (thrown) {
    if (docs.length > 1) return docs.flatMap((doc) => askSafely([doc], asking));
    const { rules } = asking;
    const [rule] = rules;
    if (rules.length === 1 && rule) return [new Map([[rule.id, { failed: reason(thrown) }]])];
    const each = rules.map((one) => askSafely(docs, { ...asking, rules: [one] })[0] ?? new Map());
    return [new Map(each.flatMap((answer) => [...answer]))];
  }
};
