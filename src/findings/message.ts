import type { Resource } from "../estate/estate.ts";
import type { UnknownReason } from "../estate/unknown.ts";
import type { RuleEntry } from "../evaluate/rule.ts";
import type { Open, Ruling } from "../evaluate/verdict.ts";

const inWords: Record<UnknownReason, string> = {
  denied: "access was denied",
  "throttled-out": "AWS throttled every attempt",
  "credentials-expired": "the credentials expired",
  error: "an error came back",
  "known-after-apply": "it is only known after apply",
  unresolved: "it could not be resolved",
  sensitive: "it is marked sensitive",
  malformed: "the value is malformed",
  "not-given": "the source does not say",
  "not-collected": "it was not collected",
  unmatched: "nothing matches it",
  "too-large": "it is too large",
};

const words: ReadonlyMap<string, string> = new Map(Object.entries(inWords));

/** A reason as people say it; reasons that we have no words for are said as they are. */
const reasonInWords = (reason: string): string => words.get(reason) ?? reason;

const why = (open: readonly Open[]): string => {
  const [first, ...others] = open;
  if (!first) return "an unknown value decides it";
  const path = first.path.join(".");
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  return `${path === "" ? "the resource" : path} is not known: ${reasonInWords(first.reason)}${more}`;
};

/** Said of what has ended, after what is wrong with it: nobody need look for a way to mend it. */
export const itIsOver = "It has ended: only the next one like it can be made otherwise.";

/** One sentence about this resource. Names may hold anything, `{name}` and `$&` too: they are put in as they are. */
export const sentence = (rule: Pick<RuleEntry, "message">, ruling: Ruling, resource: Pick<Resource, "name">): string =>
  ruling.verdict === "unknown"
    ? `${resource.name} could not be judged: ${why(ruling.open)}.`
    : rule.message.replaceAll("{name}", () => resource.name);
