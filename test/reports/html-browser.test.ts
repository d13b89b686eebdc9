import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { render as renderHtml } from "../../reports/html/index.ts";
import type { Report } from "../../src/findings/report.ts";
import { hostileNames, sampleReport } from "../fixtures/report.ts";
import { rendered } from "./rendered.ts";

const places = [
  process.env["CHROMIUM_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const executablePath = places.find((place) => place !== undefined && existsSync(place));
if (executablePath === undefined)
  process.stderr.write("\nNo Chromium was found (set CHROMIUM_PATH): the tests of the HTML report in a browser are LEFT OUT.\n");

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

type Seen = { dialogs: string[]; requests: string[]; errors: string[] };

describe.skipIf(executablePath === undefined)("the html report in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-html-"));
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: flags });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const open = async (
    report: Report,
    options: { javaScriptEnabled?: boolean; hash?: string; width?: number } = {},
  ): Promise<{ page: Page; seen: Seen; took: number }> => {
    const file = join(folder, "report.html");
    writeFileSync(file, rendered(renderHtml)(report, { width: 80, color: false, links: false }));
    const page = await browser.newPage({
      javaScriptEnabled: options.javaScriptEnabled ?? true,
      viewport: { width: options.width ?? 1400, height: 900 },
    });
    const seen: Seen = { dialogs: [], requests: [], errors: [] };
    page.on("dialog", (dialog) => {
      seen.dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("request", (request) => seen.requests.push(request.url()));
    page.on("console", (message) => seen.errors.push(message.text()));
    page.on("pageerror", (error) => seen.errors.push(error.message));
    const started = performance.now();
    await page.goto(`${pathToFileURL(file).href}${options.hash ?? ""}`);
    if (options.javaScriptEnabled !== false) await page.waitForSelector("html.is-ready");
    await page.waitForSelector("#rows tr:not(.spacer)");
    return { page, seen, took: performance.now() - started };
  };

  it("runs nothing, asks for nothing and complains of nothing, whatever things are called", async () => {
    const names = hostileNames.flatMap((name) => Array<string>(6).fill(name));
    const { page, seen } = await open(sampleReport({ resources: names.length, names }));
    for (let count = 0; count < 30; count++) await page.keyboard.press("j");
    await page.fill("#search", "<script>alert(9)</script>");
    await page.fill("#search", "");
    await page.evaluate("scrollTo(0, 5000)");
    await page.waitForTimeout(100);
    expect(seen.dialogs).toEqual([]);
    expect(seen.errors).toEqual([]);
    expect(seen.requests.filter((url) => !url.startsWith("file:") || !url.includes("report.html"))).toEqual([]);
    expect(seen.requests).toHaveLength(1);
    await page.close();
  });

  it("filters, counts, sorts, and keeps it all in the link", async () => {
    const report = sampleReport({ resources: 300 });
    const { page } = await open(report);
    const count = (): Promise<string | null> => page.textContent("#count");
    expect(await count()).toBe(`${report.findings.length} findings`);
    await page.check(`[data-facet="severity=critical"]`);
    const critical = report.findings.filter((finding) => finding.severity === "critical").length;
    expect(await count()).toBe(`${critical} of ${report.findings.length} findings`);
    expect(page.url()).toMatch(/#severity=critical$/);
    await page.click("#clear");
    expect(await count()).toBe(`${report.findings.length} findings`);
    await page.click(`[data-sort="resource"]`);
    const names = await page.locator("#rows .c-res b").allTextContents();
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(await page.getAttribute("th.c-res", "aria-sort")).toBe("ascending");
    await page.close();
  });

  it("is worked by keys: search, next, details, close, help", async () => {
    const { page } = await open(sampleReport());
    await page.keyboard.press("/");
    await page.keyboard.type("sev:critical");
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    expect(await page.isVisible("#details")).toBe(true);
    const first = await page.textContent("#details .message");
    await page.keyboard.press("j");
    expect(await page.textContent("#details .message")).not.toBe(first);
    await page.keyboard.press("k");
    expect(await page.textContent("#details .message")).toBe(first);
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("details");
    await page.keyboard.press("Escape");
    expect(await page.isVisible("#details")).toBe(false);
    await page.keyboard.press("?");
    expect(await page.isVisible("#help")).toBe(true);
    await page.close();
  });

  it("opens a link to one finding with its evidence, its reason and its fix", async () => {
    const report = sampleReport();
    const finding = report.findings.find((one) => one.rule === "notebook-overdue" && one.verdict === "fail");
    const { page } = await open(report, { hash: `#finding=${finding?.fingerprint}` });
    const text = (await page.textContent("#details")) ?? "";
    for (const part of [finding?.message, "overdue by", "3 h", "Why it matters", "Terraform", finding?.resource, "sagewarden fix plan"])
      expect(text).toContain(part);
    await page.close();
  });

  it("shows the worst without any script, and fits a phone", async () => {
    const { page, seen } = await open(sampleReport({ resources: 900 }), { javaScriptEnabled: false, width: 390 });
    expect(await page.isVisible("h1")).toBe(true);
    expect(await page.$$("#rows tr")).toHaveLength(200);
    expect(await page.isVisible("#search")).toBe(false);
    expect(await page.isVisible(".no-script")).toBe(true);
    expect(seen.errors).toEqual([]);
    await page.close();
    const phone = await open(sampleReport(), { width: 390 });
    expect(await phone.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await phone.page.close();
  });

  it("prints every row that is shown, not only those on the screen", async () => {
    const report = sampleReport({ resources: 300 });
    const { page } = await open(report);
    await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
    expect(await page.$$("#rows tr:not(.spacer)")).toHaveLength(report.findings.length);
    await page.close();
  });

  it("opens 10,000 findings in less than 2.5 s, with few elements, and filters them at once", async () => {
    const report = sampleReport({ resources: 13_500 });
    expect(report.findings.length).toBeGreaterThan(10_000);
    const { page, took } = await open(report);
    expect(took).toBeLessThan(2_500);
    expect(await page.evaluate(`document.querySelectorAll("*").length`)).toBeLessThan(5_000);
    const filtered = await page.evaluate(`(() => {
      const search = document.querySelector("#search");
      const started = performance.now();
      search.value = "sev:critical katherine";
      search.dispatchEvent(new Event("input"));
      return performance.now() - started;
    })()`);
    expect(filtered).toBeLessThan(500);
    await page.evaluate("scrollTo(0, document.body.scrollHeight / 2)");
    await page.waitForTimeout(100);
    expect(await page.locator("#rows tr:not(.spacer)").count()).toBeGreaterThan(5);
    await page.close();
  }, 60_000);
});
