import type { Estate, Resource } from "../../src/estate/estate.ts";
import { isObject, type Json } from "../../src/estate/json.ts";
import { toPointer } from "../../src/estate/pointer.ts";

type Compared = { seen: Resource; path: (string | number)[] };

const isUnknown = ({ seen }: Compared, path: readonly (string | number)[]): boolean => Object.hasOwn(seen.unknown, toPointer(path));

/** What differs between a value as it is and as it was seen, where the difference was not declared unknown. */
const pretended = (real: Json | undefined, said: Json | undefined, at: Compared): string[] => {
  const { path, seen } = at;
  if (isUnknown(at, path)) return said === undefined ? [] : [`${toPointer(path)} is unknown and has a value`];
  const below = (step: string | number): Compared => ({ seen, path: [...path, step] });
  if (isObject(real) && isObject(said)) {
    const open = isUnknown(at, [...path, "-"]);
    const names = [...new Set([...Object.keys(real), ...Object.keys(said)])];
    return names.flatMap((name) => (open && said[name] === undefined ? [] : pretended(real[name], said[name], below(name))));
  }
  // Where more may follow, as much must agree as was seen.
  const isWhole = !isUnknown(at, [...path, "-"]);
  if (Array.isArray(real) && Array.isArray(said) && (isWhole ? real.length === said.length : said.length <= real.length)) {
    if (!isWhole) return said.flatMap((item, index) => pretended(real[index], item, below(index)));
    return real.flatMap((item, index) => pretended(item, said[index], below(index)));
  }
  return JSON.stringify(real) === JSON.stringify(said)
    ? []
    : [`${seen.id} ${toPointer(path)}: ${JSON.stringify(said)} instead of ${JSON.stringify(real)}`];
};

/** What an estate claims to know that is not so. */
export const lies = (clean: Estate, seen: Estate): string[] =>
  seen.resources.flatMap((resource) => {
    const real = clean.resources.find(({ id }) => id === resource.id);
    return real ? pretended(real.config, resource.config, { seen: resource, path: [] }) : [`${resource.id} was invented`];
  });

/** Resources that are neither in the estate nor in a place that is declared unseen. */
export const losses = (clean: Estate, seen: Estate, gone: readonly string[]): string[] =>
  clean.resources
    .filter(({ id, name }) => !gone.includes(name) && !seen.resources.some((resource) => resource.id === id))
    .filter(({ kind, region }) =>
      seen.coverage.some((cell) => cell.kind === kind && cell.region === region && cell.phase === "list" && cell.state === "complete"),
    )
    .map(({ id }) => `${id} is missing from a complete list`);

/** Resources with unknown values whose cells say that all was seen. What was seen and says nothing that can be read is no gap. */
export const silences = ({ resources, coverage }: Estate): string[] =>
  resources
    .filter(({ unknown }) => Object.values(unknown).some(({ reason }) => reason !== "malformed"))
    .filter(({ kind, region }) =>
      coverage.filter((cell) => cell.kind === kind && cell.region === region).every(({ state }) => state === "complete"),
    )
    .map(({ id }) => `${id} has unknown values in complete cells`);

/** Resources whose configuration and tags are not of one and the same thing, as far as they are known: neither wholly as before, nor wholly as after. */
export const mixtures = (states: readonly Estate[], seen: Estate): string[] =>
  seen.resources
    .filter((resource) => states.every((state) => lies(state, { ...seen, resources: [resource] }).length > 0))
    .map(({ id, config }) => `${id} is neither as it was nor as it is: ${JSON.stringify(config)}`);
