import type { Estate } from "../estate/estate.ts";
import { noOus } from "../estate/scope.ts";
import { memoryShelf } from "../estate/shelf.ts";
import type { Verdict } from "../evaluate/verdict.ts";
import { byText } from "./order.ts";
import { type BuilderInput, type Ending, reportBuilder } from "./report-builder.ts";
import type { Report } from "./report.ts";
import { documentOf } from "./report-source.ts";

export type ReportInput = Omit<BuilderInput, "open" | "ousOf"> &
  Omit<Ending, "source" | "collectedAt" | "coverage"> & {
    /** With the derived values of the facts stage, so that findings can show them. */
    estate: Estate;
    verdicts: readonly Verdict[];
  };

/** A report in one go. A verdict about something that is not there is a fault of ours, not of the estate. */
export const buildReport = ({ estate, verdicts, ...input }: ReportInput): Report => {
  const builder = reportBuilder({ ...input, ousOf: noOus, open: memoryShelf });
  const byResource = Map.groupBy(verdicts, ({ resource }) => resource);
  builder.add(
    estate.resources.map((resource) => ({
      resource,
      verdicts: (byResource.get(resource.id) ?? []).toSorted((a, b) => byText(a.rule, b.rule)),
    })),
  );
  const known = new Set(estate.resources.map(({ id }) => id));
  const stray = verdicts.find(({ resource }) => !known.has(resource));
  if (stray) throw new Error(`a verdict of ${stray.rule} on ${stray.resource} belongs to no resource of this run`);
  return documentOf(builder.finish({ ...input, ...estate }));
};
