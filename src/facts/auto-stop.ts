import { flag } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { readKey, readText, type View } from "./view.ts";

/** What scripts call it when they stop a notebook that nobody uses: AWS's sample, the command, the operation. */
const stops = /auto-?stop|stop[-_]notebook[-_]instance|StopNotebookInstance|\bshutdown\s+(?:-h|\+|now)/i;
/** What comes from elsewhere when the script runs may do anything. */
const fetches = /\b(?:curl|wget)\b|\bs3\s+(?:cp|sync)\b|\bgit\s+clone\b/;

const commandsOf = (script: string): string =>
  script
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .join("\n");

const autoStopOf = (view: View): Derived => {
  const name = readKey(view.resource, "lifecycleConfigName");
  if ("unknown" in name) return name;
  if (name.value === null) return known(false);
  const config = view.one("notebook-lifecycle-config", { name: name.value });
  if ("unseen" in config) return { unknown: config.unseen };
  if ("missing" in config)
    return { unknown: { reason: "unmatched", detail: "the lifecycle configuration is gone, and what it did cannot be read" } };
  // What runs at creation is gone after the first stop: only a script that runs at every start stops the notebook again.
  const script = readText(config.found, "onStart");
  if ("unknown" in script) return script;
  const commands = commandsOf(script.value ?? "");
  if (stops.test(commands)) return known(true);
  return fetches.test(commands)
    ? { unknown: { reason: "unresolved", detail: "the lifecycle script runs what it fetches, and that is not read" } }
    : known(false);
};

export const autoStop: FactSource = {
  kinds: ["notebook-instance"],
  reads: { "notebook-instance": ["lifecycleConfigName"] },
  looksAt: { "notebook-lifecycle-config": ["name", "onStart"] },
  fields: {
    // Whether its lifecycle configuration stops it when nobody works in it, as far as a script can be read without being run.
    autoStop: flag({ change: "stop-first" }),
  },
  derive: (view) => ({ autoStop: autoStopOf(view) }),
};
