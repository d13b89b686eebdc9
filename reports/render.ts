import type { ReportSource } from "../src/findings/report-source.ts";

/** What a reader's screen can do. Files are written for one that can do nothing. */
export type RenderOptions = { width: number; color: boolean; links: boolean };

/** A format is a pure function: the same report, the same bytes. They come in parts, as all of them may be more than memory holds. */
export type Render = (report: ReportSource, options: RenderOptions) => Iterable<string>;
