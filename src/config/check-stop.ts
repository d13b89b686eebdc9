import { closest } from "../estate/closest.ts";
import { parseDays } from "../schedule/days.ts";
import { stoppableKinds } from "../schedule/stoppable.ts";
import { isTimeZone } from "../schedule/wall-time.ts";
import type { Path } from "./parse-yaml.ts";
import type { StopSettings, StopTimeSettings } from "./settings.ts";

type Complaint = { path: Path; text: string };

const checkZone = ({ timeZone }: StopTimeSettings, path: Path): Complaint[] => {
  if (timeZone === undefined || isTimeZone(timeZone)) return [];
  const guess = closest(timeZone, Intl.supportedValuesOf("timeZone"));
  return [{ path: [...path, "timeZone"], text: `There is no time zone "${timeZone}".${guess ? ` Did you mean "${guess}"?` : ""}` }];
};

const isDate = (text: string): boolean => {
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
};

const checkTime = (stop: StopTimeSettings, path: Path): Complaint[] => [
  ...checkZone(stop, path),
  ...(stop.days === undefined || parseDays(stop.days)
    ? []
    : [{ path: [...path, "days"], text: `"${stop.days}" are no days. Write them as Mon-Fri or Sat,Sun.` }]),
  ...(stop.skipDays ?? []).flatMap((day, index) =>
    isDate(day) ? [] : [{ path: [...path, "skipDays", index], text: `There is no day ${day}.` }],
  ),
];

const checkKinds = (names: readonly string[], path: Path): Complaint[] =>
  names.flatMap((name) => {
    if (stoppableKinds.includes(name)) return [];
    const guess = closest(name, stoppableKinds);
    const more = guess ? ` Did you mean "${guess}"?` : ` These do: ${stoppableKinds.join(", ")}.`;
    return [{ path: [...path, name], text: `Nothing of the kind "${name}" is stopped by time.${more}` }];
  });

const checkProtections = (stop: StopSettings, path: Path): Complaint[] =>
  (stop.protect ?? []).flatMap(({ tag, name, value }, index) => {
    const at = [...path, "protect", index];
    if (tag === undefined && name === undefined) return [{ path: at, text: "A protection names what it protects, by tag or by name." }];
    return value !== undefined && tag === undefined ? [{ path: at, text: "A protection with a value needs the tag that has it." }] : [];
  });

/** What a shape cannot say of stop times. `estate`: where a project's own policy leaves something open. */
export const checkStop = (stop: StopSettings | undefined, path: Path, estate?: StopSettings): Complaint[] => {
  if (!stop) return [];
  const { kinds = {}, ttlHours = {} } = stop;
  const zone = stop.timeZone ?? estate?.timeZone;
  const zoneless = Object.entries({ ...kinds, "": stop }).filter(
    ([, times]) => times.at !== undefined && (times.timeZone ?? zone) === undefined,
  );
  return [
    ...checkTime(stop, path),
    ...Object.entries(kinds).flatMap(([name, times]) => checkTime(times, [...path, "kinds", name])),
    ...checkKinds(Object.keys(kinds), [...path, "kinds"]),
    ...checkKinds(Object.keys(ttlHours), [...path, "ttlHours"]),
    ...checkProtections(stop, path),
    ...zoneless.map(([name]) => ({
      path: name === "" ? path : [...path, "kinds", name],
      text: `A time of day needs the zone of its clock: ${[...path, ...(name === "" ? [] : ["kinds", name])].join(".")} lacks "timeZone".`,
    })),
  ];
};
