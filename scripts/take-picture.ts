import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

// The picture of the README: the page of the demo estate at one fixed instant, as `npm run picture` found it.
const picture = "docs/report.png";
const instant = "2026-11-21T12:00:00Z";

const folder = mkdtempSync(join(tmpdir(), "sagewarden-picture-"));
try {
  const page = join(folder, "report.html");
  const { status, stderr } = spawnSync(process.execPath, ["src/cli/main.ts", "scan", "--demo", "--now", instant, "-f", `html=${page}`], {
    encoding: "utf8",
  });
  if (status !== 1) throw new Error(`The demo estate should have findings: ${stderr}`);
  const browser = await chromium.launch({ executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const tab = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: "light" });
  await tab.goto(pathToFileURL(page).href);
  await tab.screenshot({ path: picture });
  await browser.close();
  console.log(`wrote ${picture}`);
} finally {
  rmSync(folder, { recursive: true });
}
