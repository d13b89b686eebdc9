import { canonical } from "../../src/estate/canonical.ts";
import type { Render } from "../render.ts";

/** The report itself, keys sorted, one line: for machines, for `report FILE`, for `fix plan FILE`. Its schema is schemas/report.schema.json. */
export const render: Render = (report) => `${canonical(report)}\n`;
