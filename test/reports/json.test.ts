import { describe, expect, it } from "vitest";
import { formatNames, formats, isFormat } from "../../reports/index.ts";
import { readReport } from "../../src/findings/read-report.ts";
import { hostileNames, sampleReport } from "../fixtures/report.ts";
import { rendered } from "./rendered.ts";

const options = { width: 80, color: false, links: false };

describe("the json report", () => {
  it("is read back as the same report, hostile names too", async () => {
    const render = rendered(await formats.json());
    for (const report of [sampleReport(), sampleReport({ names: hostileNames.filter((name) => name.isWellFormed()) })])
      expect(readReport(render(report, options), "report.json")).toEqual(report);
  });
});

describe("every format", () => {
  it.each(formatNames)("%s gives the same bytes for the same report, and ends its last line", async (name) => {
    if (!isFormat(name)) throw new Error(name);
    const render = rendered(await formats[name]());
    const text = render(sampleReport(), options);
    expect(text).toBe(render(sampleReport(), options));
    expect(text.endsWith("\n")).toBe(true);
  });

  it.each(formatNames)("%s shows what was not seen and what is unknown", async (name) => {
    if (!isFormat(name)) throw new Error(name);
    const text = rendered(await formats[name]())(sampleReport(), options);
    expect(text).toContain("training-job");
    expect(text).toContain("explicit deny in a service");
    expect(text.toLowerCase()).toContain("unknown");
  });

  it("is found by its own name only", () => {
    expect(isFormat("sarif")).toBe(true);
    expect(isFormat("constructor")).toBe(false);
    expect(isFormat("")).toBe(false);
  });
});
