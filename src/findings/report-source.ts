import type { Finding, Report, ReportedResource } from "./report.ts";

/** A report whose findings and resources are read as they are needed: there may be more of them than fit into memory. */
export type ReportSource = Omit<Report, "findings" | "resources"> & {
  /** Worst first: by severity, rule, resource. May be read again and again. */
  findings: Iterable<Finding>;
  /** By id. */
  resources: Iterable<ReportedResource>;
  resource: (id: string) => ReportedResource | undefined;
};

/** A report that is there as a whole, to be read like any other. */
export const sourceOf = (report: Report): ReportSource => {
  let byId: Map<string, ReportedResource> | undefined;
  const resource = (id: string): ReportedResource | undefined => {
    byId ??= new Map(report.resources.map((one) => [one.id, one]));
    return byId.get(id);
  };
  return { ...report, resource };
};

/** The whole report, for those who need all of it at once. */
export const documentOf = ({ resource: _, ...source }: ReportSource): Report => ({
  ...source,
  findings: [...source.findings],
  resources: [...source.resources],
});

/** How many findings a report has: its own count, so that nobody reads them for it. */
export const findingCount = ({ summary }: Pick<Report, "summary">): number =>
  summary.verdicts.fail + summary.verdicts.unknown + summary.verdicts.exempt;
