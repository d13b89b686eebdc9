import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { least, timePrograms } from "../../bench/measure.ts";
import { bundled, emptyProgram } from "../../bench/startup.ts";
import { readReport } from "../../src/index.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import { everyKind } from "../fake-aws/every-kind.ts";
import { startFakeAws } from "../fake-aws/server.ts";

const examplePlan = "test/fixtures/plans/demo/plan.json";

type Packed = { files: { path: string; size: number }[] };

const run = (file: string, args: string[], cwd?: string): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [file, ...args], { encoding: "utf8", ...(cwd ? { cwd } : {}) });

describe("The published package", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "sagewarden-package-"));
  let installed = "";
  let files: Packed["files"] = [];

  beforeAll(() => {
    execFileSync(process.execPath, ["scripts/build.ts"]);
    const packed: Packed[] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", elsewhere], { encoding: "utf8" }),
    );
    files = packed[0]?.files ?? [];
    const archive = readdirSync(elsewhere).find((name) => name.endsWith(".tgz")) ?? "";
    execFileSync("tar", ["-xzf", join(elsewhere, archive), "-C", elsewhere]);
    installed = join(elsewhere, "package/dist/sagewarden.js");
  }, 120_000);
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

  test("holds what runs, what it reads, its licence, and nothing else", () => {
    const folders = new Set(files.map(({ path }) => path.replace(/^(dist\/(chunks|types)|schemas)\/.*/, "$1")));
    expect([...folders].toSorted()).toEqual(
      [
        "LICENSE",
        "README.md",
        "dist/chunks",
        "dist/index.js",
        "dist/licences.txt",
        "dist/sagewarden.js",
        "dist/types",
        "package.json",
        "policies/policy.wasm",
        "rules/catalogue.json",
        "schemas",
      ].toSorted(),
    );
  });

  test("is small: a megabyte more is a dependency more", () => {
    expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(7_500_000);
  });

  test("runs where nothing else is installed", () => {
    const { version }: { version: string } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(run(installed, ["--version"], elsewhere)).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
    expect(run(installed, ["scan", "--demo", "-f", "json=report.json"], elsewhere)).toMatchObject({ status: 1 });
    expect(JSON.parse(readFileSync(join(elsewhere, "report.json"), "utf8"))).toHaveProperty("findings");
  });

  test("holds the command of every operation that a kind names, and few others", () => {
    const chunks = join(elsewhere, "package/dist/chunks");
    const text = readdirSync(chunks)
      .map((file) => readFileSync(join(chunks, file), "utf8"))
      .join("\n");
    const named = new Set(JSON.stringify(kinds).match(/(?<="service":"[a-z0-9-]+","name":")[A-Z]\w+(?=")/g));
    const lacking = [...named].filter((operation) => !text.includes(`as ${operation}Command`));
    expect(named.size).toBeGreaterThan(100);
    expect(lacking).toEqual([]);
    expect(text).not.toContain("as CreateVpnGatewayCommand");
  });

  test("sees of every kind what its source sees, and says the same of what is refused", async () => {
    await using fake = await startFakeAws({
      seeds: [{ account: "123456789012", region: "eu-central-1", resources: everyKind(2) }],
      keys: { [standInKey]: "123456789012" },
      faults: [
        { effect: "deny", operation: "ListModels" },
        { effect: "fail", operation: "ListWorkteams", type: "ValidationException", message: "no" },
        { effect: "throttle", service: "emr", perSecond: 20, burst: 2 },
      ],
      clock: virtualClock("2026-11-21T12:00:00.000Z", 20),
    });
    const scan = (file: string): Promise<string> =>
      new Promise((resolve) => {
        const home = mkdtempSync(join(elsewhere, "home-"));
        const args = [
          "scan",
          "-q",
          "--profile",
          "strict",
          "--region",
          "eu-central-1",
          "--now",
          "2026-11-21T12:00:00Z",
          "-f",
          "json=report.json",
        ];
        const env = { PATH: process.env["PATH"], HOME: home, ...environment(fake.url, standInKey) };
        execFile(process.execPath, [file, ...args], { cwd: home, env }, () => resolve(readFileSync(join(home, "report.json"), "utf8")));
      });
    const reportOf = async (file: string) => ({ ...readReport(await scan(file), "report.json"), collectedAt: null, calls: null });
    const ours = await reportOf(installed);
    expect(ours.summary.resources).toBeGreaterThan(1.5 * kinds.length);
    expect(ours.coverage.map(({ state }) => state)).toContain("denied");
    expect(ours).toEqual(await reportOf(join(process.cwd(), "src/cli/main.ts")));
  }, 120_000);

  test("can be imported as a module", () => {
    const program = 'import("./package/dist/index.js").then(({ kinds }) => console.log(kinds.length > 5));';
    expect(spawnSync(process.execPath, ["-e", program], { cwd: elsewhere, encoding: "utf8" })).toMatchObject({
      status: 0,
      stdout: "true\n",
    });
  });

  test("brings the types that its entry point promises", () => {
    const { exports }: { exports: { ".": { types: string; default: string } } } = JSON.parse(readFileSync("package.json", "utf8"));
    const paths = files.map(({ path }) => `./${path}`);
    expect(paths).toEqual(expect.arrayContaining(Object.values(exports["."])));
  });

  test("brings the licence of every package in the bundle", () => {
    const licences = readFileSync("dist/licences.txt", "utf8");
    for (const name of ["@aws-sdk/client-sagemaker", "@open-policy-agent/opa-wasm", "ajv", "commander", "temporal-polyfill", "yaml"]) {
      expect(licences).toContain(`\n${name} `.trimStart());
    }
    expect(licences).not.toContain("Licence: not stated");
  });

  test("names no path of the machine that built it", () => {
    const texts = files.filter(({ path }) => /\.(js|json|ts)$/.test(path)).map(({ path }) => readFileSync(path, "utf8"));
    expect(texts.filter((text) => text.includes(process.cwd()))).toEqual([]);
  });

  // npm run bench gives the exact figures; the least of several rounds is what the program itself takes, even on a busy machine.
  test("tells its version at most 100 ms after an empty Node program would have ended", () => {
    const [empty = [], version = []] = timePrograms([emptyProgram, bundled("--version")], 9);
    expect(least(version) - least(empty)).toBeLessThan(100);
  });

  test("checks a plan without loading the AWS SDK", () => {
    const listed =
      'import { registerHooks } from "node:module"; registerHooks({ load: (url, context, next) => (process.stderr.write(url + "\\n"), next(url, context)) });';
    const hook = ["--import", `data:text/javascript,${encodeURIComponent(listed)}`];
    const { stderr, status } = spawnSync(process.execPath, [...hook, "src/cli/main.ts", "check", examplePlan], { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("src/iac/terraform/");
    expect(stderr.match(/node_modules\/@(aws-sdk|smithy)\/[^/]+/g)).toBeNull();
  });
});
