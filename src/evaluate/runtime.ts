import type { Shapes } from "../estate/shape.ts";
import { parseRead } from "./read-path.ts";
import type { Rule } from "./rule.ts";

const readsRuntime = (read: string, kind: string, shapes: Shapes): boolean => {
  let shape = shapes.get(kind);
  let within: string[] = [];
  let place = "";
  for (const { name, list } of parseRead(read)) {
    const relation = shape?.relations[place + name];
    if (relation) {
      // Following a relation by a field that exists only at run time is reading that field.
      if (Object.keys(relation.on).some((own) => shape?.runtime.includes(own))) return true;
      shape = shapes.get(relation.to);
      within = [];
      place = "";
      continue;
    }
    if (name === "has") continue;
    within.push(name);
    if (shape?.runtime.includes(within.join("."))) return true;
    place += list ? `${name}[*].` : `${name}.`;
  }
  return false;
};

/** Whether a rule asks for what infrastructure code cannot have, because it exists only while a resource does. */
export const needsRuntime = (rule: Rule, kind: string, shapes: Shapes): boolean =>
  rule.reads.some((read) => readsRuntime(read, kind, shapes));
