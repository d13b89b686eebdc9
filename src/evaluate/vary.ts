import type { Resource } from "../estate/estate.ts";
import type { JsonObject } from "../estate/json.ts";
import { fit, type OusOf } from "../estate/scope.ts";
import type { ChosenRule, Override } from "./choose-rules.ts";
import { severities, type Severity } from "./rule.ts";

/** A rule as it applies to one resource. `unsure`: whether it applies, or how, hangs on what was not seen. */
export type Applied = { enabled: boolean; parameters: JsonObject; severity: Severity; unsure: boolean };

const lastSaid = <Value>(base: Value, overrides: readonly Override[], read: (override: Override) => Value | undefined): Value =>
  overrides.reduce((value, override) => read(override) ?? value, base);

const mostSevere = (some: readonly Severity[]): Severity => severities.find((severity) => some.includes(severity)) ?? "info";

const changesVerdict = ({ enabled, parameters }: Override): boolean => enabled !== undefined || parameters !== undefined;

/** What configuration says of a rule for this resource. Where a severity may or may not apply, the severest is taken. */
export const appliedTo = (
  { enabled, severity, parameters, overrides }: Omit<ChosenRule, "rule">,
  resource: Resource,
  ousOf: OusOf,
): Applied => {
  if (overrides.length === 0) return { enabled, parameters, severity, unsure: false };
  const fits = overrides.map((override) => ({ override, how: fit(override.where, resource, ousOf) }));
  const sure = fits.flatMap(({ override, how }) => (how === "in" ? [override] : []));
  const maybe = fits.flatMap(({ override, how }) => (how === "unsure" ? [override] : []));
  const said = lastSaid(severity, sure, (override) => override.severity);
  return {
    enabled: lastSaid(enabled, sure, (override) => override.enabled),
    parameters: sure.reduce<JsonObject>((all, override) => ({ ...all, ...override.parameters }), parameters),
    severity: mostSevere([said, ...maybe.flatMap((override) => override.severity ?? [])]),
    unsure: maybe.some(changesVerdict),
  };
};
