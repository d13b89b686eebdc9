import type { Report } from "../src/findings/report.ts";

/** What a reader's screen can do. Files are written for one that can do nothing. */
export type RenderOptions = { width: number; color: boolean; links: boolean };

/** A format is a pure function: the same report, the same bytes. */
export type Render = (report: Report, options: RenderOptions) => string;
