import type { Render, RenderOptions } from "../../reports/render.ts";
import type { Report } from "../../src/findings/report.ts";
import { sourceOf } from "../../src/findings/report-source.ts";

/** What a format writes of a whole report, as one text. */
export const rendered =
  (render: Render) =>
  (report: Report, options: RenderOptions): string =>
    [...render(sourceOf(report), options)].join("");
