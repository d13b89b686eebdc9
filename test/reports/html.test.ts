import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsOf } from "../../reports/html/client/model.ts";
import { select } from "../../reports/html/client/select.ts";
import { fromHash, initial, type State, toggled, toHash } from "../../reports/html/client/state.ts";
import { clientScript, styleSheet } from "../../reports/html/client.generated.ts";
import { render } from "../../reports/html/index.ts";
import { island, packed } from "../../reports/html/pack.ts";
import type { Packed } from "../../reports/html/shape.ts";
import { escape, html, toText } from "../../reports/html/template.ts";
import type { Report } from "../../src/findings/report.ts";
import { sourceOf } from "../../src/findings/report-source.ts";
import { hostileNames, samplePlanReport, sampleReport } from "../fixtures/report.ts";
import { rendered } from "./rendered.ts";

const options = { width: 80, color: false, links: false };
const page = (report: Report): string => rendered(render)(report, options);
const between = (text: string, start: string, end: string): string =>
  text.slice(text.indexOf(start) + start.length, text.indexOf(end, text.indexOf(start) + start.length));

describe("the template", () => {
  it("escapes whatever is put into it, as text and in attributes, and only markup stays markup", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostileNames)), (text) => {
        expect(escape(text)).not.toMatch(/[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/);
        expect(toText(html`<p title="${text}">${text}</p>`)).toBe(`<p title="${escape(text)}">${escape(text)}</p>`);
        expect(toText(html`<b>${[html`<i>${text}</i>`, html`<i>2</i>`]}</b>`)).toBe(`<b><i>${escape(text)}</i><i>2</i></b>`);
      }),
    );
  });
});

describe("the data island", () => {
  it("cannot end its element or start another, and is read back as it was", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("</script>", "<!--", "<script", "]]>", "&lt;"))),
        (texts) => {
          expect(island(texts)).not.toMatch(/[<>&\u2028\u2029]/);
          expect(island(texts)).not.toMatch(/<\/script|<!--/i);
        },
      ),
    );
    expect(JSON.parse(island(["</script><b>&"]))).toEqual(["</script><b>&"]);
  });
});

describe("the html report", () => {
  it("is one file that loads nothing, with a policy that fits its own script and style", () => {
    const text = page(sampleReport());
    const hash = (part: string): string => `'sha256-${createHash("sha256").update(part).digest("base64")}'`;
    const policy = between(text, `http-equiv="Content-Security-Policy"`, "/>");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src ${hash(between(text, "<script>", "</script>"))};`);
    expect(policy).toContain(`style-src ${hash(between(text, "<style>", "</style>"))};`);
    expect(policy).not.toContain("unsafe");
    expect(text.match(/\s(src|srcset|action|poster|data)=|<link|<iframe|<img|<object|@import|url\(/g)).toBeNull();
    expect(text.match(/\son[a-z]+=|\sstyle=|javascript:/gi)).toBeNull();
  });

  it("makes everything by text in its script: nothing is parsed as markup or run as code", () => {
    const folder = new URL("../../reports/html/client/", import.meta.url);
    const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
    expect(sources.length).toBeGreaterThan(5);
    for (const text of [clientScript, ...sources])
      expect(text).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser|srcdoc|fetch\(|XMLHttpRequest|WebSocket/,
      );
    expect(`${clientScript}${styleSheet}`).not.toMatch(/<\/(script|style)|<!--/i);
  });

  it("has no element that a name made", () => {
    const clean = page(sampleReport({ resources: 60, names: Array.from({ length: 60 }, (_, index) => `name-${index}`) }));
    const count = (text: string, tag: string): number => text.split(tag).length;
    for (const name of hostileNames) {
      const text = page(sampleReport({ resources: 60, names: Array<string>(60).fill(name) }));
      for (const tag of ["<script", "</script", "<img", "<svg", "<!--", "<iframe"])
        expect(count(text, tag), `${tag} of ${name}`).toBe(count(clean, tag));
    }
  });

  it("says verdict, counts, coverage and the worst findings without any script", () => {
    const report = sampleReport({ resources: 900 });
    const text = page(report).replaceAll(/<script[^]*?<\/script>/g, "");
    expect(text).toContain("<h1>Failed</h1>");
    expect(text).toContain("2 of 20 cells not seen completely");
    expect(text.match(/<td class="c-sev">/g)).toHaveLength(200);
    expect(text).toMatch(/The worst\s+200 of\s+[\d,]+ are shown/);
    expect(text).toContain("444455556666/eu-west-1/training-job/list");
  });

  it("shows file and line of infrastructure code", () => {
    expect(page(samplePlanReport())).toMatch(/infra\/team one\/main\.tf:\d+/);
  });
});

describe("the page's filters", () => {
  const read: (text: string) => Packed = JSON.parse;
  const rows = rowsOf(read([...packed(sourceOf(sampleReport({ resources: 400 })))].join("")));
  const state = (change: Partial<State>): State => ({ ...initial, ...change });
  const shown = (change: Partial<State>): typeof rows => select(rows, state(change)).rows;

  it("show all, worst first, until somebody filters", () => {
    expect(shown({})).toEqual(rows);
    expect(shown({ query: "   " })).toEqual(rows);
  });

  it("find words anywhere, fields by name, and what is not there", () => {
    for (const row of shown({ query: "ada sev:critical -verdict:unknown" })) {
      expect(row.text).toContain("ada");
      expect(row.severity).toBe("critical");
      expect(row.verdict).not.toBe("unknown");
    }
    expect(shown({ query: "ada sev:critical" }).length).toBeGreaterThan(0);
    expect(shown({ query: "zebra" })).toEqual([]);
    expect(shown({ query: `"stop time"` }).every((row) => row.text.includes("stop time"))).toBe(true);
    expect(shown({ query: "constructor:x __proto__" })).toEqual([]);
  });

  it("join facets by and, their values by or, and count what each value would show", () => {
    const { rows: found, counts } = select(rows, state({ facets: { severity: ["high", "low"], verdict: ["fail"] } }));
    expect(found).toEqual(rows.filter((row) => ["high", "low"].includes(row.severity) && row.verdict === "fail"));
    expect(counts.severity.get("critical")).toBe(rows.filter((row) => row.severity === "critical" && row.verdict === "fail").length);
    expect(counts.verdict.get("unknown")).toBe(
      rows.filter((row) => ["high", "low"].includes(row.severity) && row.verdict === "unknown").length,
    );
  });

  it("sort both ways without losing a row", () => {
    for (const sort of ["severity", "rule", "resource", "project", "place"] as const) {
      const up = shown({ sort });
      expect(new Set(up)).toEqual(new Set(rows));
      expect(shown({ sort, descending: true })).toHaveLength(up.length);
    }
    const names = shown({ sort: "resource" }).map((row) => row.resource.name);
    expect(names).toEqual(names.toSorted());
  });

  it("live in the hash: a link shows the same, whatever was typed", () => {
    const value = fc.string({ unit: "grapheme", minLength: 1 });
    const someState = fc.record({
      query: fc.string({ unit: "grapheme" }),
      sort: fc.constantFrom("severity" as const, "rule" as const, "place" as const),
      descending: fc.boolean(),
      selected: fc.option(value),
      facets: fc.record(
        { owner: fc.uniqueArray(value, { minLength: 1 }), kind: fc.uniqueArray(value, { minLength: 1 }) },
        { requiredKeys: [] },
      ),
    });
    fc.assert(fc.property(someState, (one) => void expect(fromHash(toHash(one))).toEqual(one)));
  });

  it("are taken back by the same click that set them", () => {
    const once = toggled(initial, "kind", "model");
    expect(once.facets).toEqual({ kind: ["model"] });
    expect(toggled(once, "kind", "model")).toEqual(initial);
  });
});
