import { isObject, type Json } from "../estate/json.ts";
import { nextDue } from "./due.ts";
import { exportedRecords } from "./exported.ts";
import type { Instant } from "./instant.ts";
import { everyDay } from "./days.ts";
import type { Override } from "./override.ts";
import type { Limits } from "./stop-policy.ts";
import { readWallTime } from "./wall-time.ts";

/** A row of MLSpace's resource scheduler: where that platform keeps when a thing ends. */
export type SchedulerRow = { kind: string; name: string; project: string | null; terminatesAt: Instant };

/** What a project's `terminationConfiguration` says, in the words of a stop policy. */
export type ImportedStop = {
  at?: string;
  timeZone?: string;
  override: "allowed" | "forbidden";
  ttlHours: Record<string, number>;
};

const number = (value: Json | undefined): number | undefined => {
  const amount = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof amount === "number" && Number.isFinite(amount) ? amount : undefined;
};

const isTrue = (value: Json | undefined): boolean => value === true || value === "true";

/** The platform itself asks whether the key is there, and lets a `false` override; what counts here is the value. */
export const importStop = (termination: Json): ImportedStop | undefined => {
  if (!isObject(termination)) return undefined;
  const at = termination["defaultNotebookStopTime"];
  const [endpoint, cluster] = [number(termination["defaultEndpointTTL"]), number(termination["defaultEMRClusterTTL"])];
  return {
    ...(typeof at === "string" && readWallTime(at) ? { at, timeZone: "UTC" } : {}),
    override: isTrue(termination["allowNotebookOwnerOverride"]) ? "allowed" : "forbidden",
    ttlHours: {
      ...(endpoint !== undefined && endpoint > 0 && { endpoint }),
      ...(cluster !== undefined && cluster > 0 && { "emr-cluster": cluster }),
    },
  };
};

/** Projects by name, out of an export of MLSpace's projects: records with `name` and `metadata.terminationConfiguration`. */
export const importProjects = (exported: Json): Record<string, ImportedStop> | undefined => {
  const records = exportedRecords(exported);
  if (!records) return undefined;
  const projects: Record<string, ImportedStop> = Object.create(null);
  for (const project of records) {
    if (!isObject(project) || typeof project["name"] !== "string") return undefined;
    const { metadata = project } = project;
    const stop = importStop((isObject(metadata) ? metadata["terminationConfiguration"] : undefined) ?? null);
    if (stop) projects[project["name"]] = stop;
  }
  return projects;
};

const kindOf = (type: Json | undefined): string | undefined => {
  const word = typeof type === "string" ? type.toLowerCase().replace(/[^a-z]/g, "") : "";
  if (word.includes("notebook")) return "notebook-instance";
  if (word.includes("endpoint")) return "endpoint";
  return word.includes("cluster") || word.includes("emr") ? "emr-cluster" : undefined;
};

const rowOf = (row: Json): SchedulerRow | undefined => {
  if (!isObject(row)) return undefined;
  const [kind, seconds] = [kindOf(row["resourceType"]), number(row["terminationTime"])];
  const { resourceId, project } = row;
  if (kind === undefined || seconds === undefined || typeof resourceId !== "string") return undefined;
  return { kind, name: resourceId, project: typeof project === "string" ? project : null, terminatesAt: seconds * 1000 };
};

/** The rows of an export; undefined where one of them is none, for half an export would say "never" of the rest. */
export const importRows = (exported: Json): SchedulerRow[] | undefined => {
  const rows = exportedRecords(exported)?.map(rowOf) ?? [undefined];
  return rows.includes(undefined) ? undefined : rows.filter((row) => row !== undefined);
};

/** What a scheduler knows of: things of other kinds have no row, whatever holds of them. */
export const scheduledKinds: readonly string[] = ["emr-cluster", "endpoint", "notebook-instance"];

const minute = 60_000;
/** The platform writes the row some time after the thing was made. */
const slack = 10 * minute;

const daily = (terminatesAt: Instant): Override => ({
  type: "times",
  times: [{ at: new Date(terminatesAt).toISOString().slice(11, 16), days: everyDay }],
  starts: [],
  timeZone: "UTC",
});

/** The override that a row amounts to, or null where it says what the policy says; no row means never. */
export const overrideOfRow = (row: SchedulerRow | undefined, { weekly, ttlMinutes }: Limits, created: Instant | null): Override | null => {
  if (!row) return { type: "never" };
  if (weekly) {
    const wanted = Math.floor(row.terminatesAt / minute) * minute;
    return nextDue(weekly, wanted - 1) === wanted ? null : daily(wanted);
  }
  if (created === null) return null;
  const minutes = Math.round((row.terminatesAt - created) / minute);
  if (ttlMinutes !== null && Math.abs(minutes - ttlMinutes) * minute <= slack) return null;
  return minutes > 0 ? { type: "ttl", minutes } : null;
};
