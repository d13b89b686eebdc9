import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig, parseConfig } from "../../src/config/load.ts";
import type { KindStop } from "../../src/schedule/stop-policy.ts";

const stopOf = (text: string, kind = "notebook-instance"): KindStop | undefined => parseConfig(text, "f").config.stop?.byKind[kind];

const folderWith = async (files: Record<string, string>): Promise<string> => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  return cwd;
};

describe("a stop policy", () => {
  it("is what it was before there was more to say: a time, a zone, grace and interval", () => {
    expect(stopOf("stop: {at: 19:00, timeZone: UTC, grace: 5, every: 30}")).toEqual({
      weekly: { times: [{ at: "19:00", days: [1, 2, 3, 4, 5, 6, 7] }], timeZone: "UTC", skipDays: [], starts: [] },
      maxUptimeMinutes: null,
      ttlMinutes: null,
      graceMinutes: 5,
      everyMinutes: 30,
      strict: false,
      override: "forbidden",
      overrideTag: "stop-time",
      latest: null,
    });
  });

  it("gives its daily time to what people work in, and to nothing else that is not named", () => {
    const text = "stop: {at: 19:00, timeZone: UTC, maxUptime: 12, ttlHours: {endpoint: 1.5}, kinds: {emr-cluster: {at: 21:00}}}";
    const [notebook, app, endpoint, cluster] = ["notebook-instance", "app", "endpoint", "emr-cluster"].map((kind) => stopOf(text, kind));
    expect([notebook?.weekly?.times[0]?.at, app?.weekly?.times[0]?.at]).toEqual(["19:00", "19:00"]);
    expect([notebook?.maxUptimeMinutes, endpoint?.maxUptimeMinutes]).toEqual([720, null]);
    expect([endpoint?.weekly, endpoint?.ttlMinutes, notebook?.ttlMinutes]).toEqual([null, 90, null]);
    expect(cluster?.weekly?.times[0]?.at).toBe("21:00");
  });

  it("of a project says what differs; the rest is the estate's", () => {
    const text =
      "stop: {at: 19:00, timeZone: Europe/Berlin, days: Mon-Fri, grace: 10, ttlHours: {endpoint: 24}, protect: [{name: a, reason: b, expires: 2027-01-01}]}\n" +
      "projects: {churn: {owner: ada, stop: {at: 17:00, ttlHours: {emr-cluster: 8}}}, grid: {owner: lin}}";
    const [churn, grid] = parseConfig(text, "f").config.projects ?? [];
    expect(grid?.stop).toBeNull();
    const notebook = churn?.stop?.byKind["notebook-instance"];
    expect(notebook?.weekly).toMatchObject({ times: [{ at: "17:00", days: [1, 2, 3, 4, 5] }], timeZone: "Europe/Berlin" });
    expect(notebook?.graceMinutes).toBe(10);
    expect([churn?.stop?.byKind["endpoint"]?.ttlMinutes, churn?.stop?.byKind["emr-cluster"]?.ttlMinutes]).toEqual([1440, 480]);
    expect(churn?.stop?.protections).toHaveLength(1);
  });

  it.each([
    ["days that are none", "stop: {at: 19:00, timeZone: UTC, days: Mon-Fry}", '"Mon-Fry" are no days'],
    ["a day that does not exist", "stop: {skipDays: ['2026-02-30']}", "There is no day 2026-02-30"],
    ["a kind that nothing stops", "stop: {ttlHours: {endpiont: 4}}", 'Did you mean "endpoint"?'],
    ["a kind from the prototype", "stop: {kinds: {constructor: {at: 19:00, timeZone: UTC}}}", 'the kind "constructor"'],
    ["a time without a zone", "stop: {at: 19:00}", 'stop lacks "timeZone"'],
    ["a kind's time without a zone", "stop: {kinds: {app: {at: 19:00}}}", 'stop.kinds.app lacks "timeZone"'],
    ["a protection of nothing", "stop: {protect: [{reason: a, expires: 2027-01-01}]}", "by tag or by name"],
    ["a protection without end", "stop: {protect: [{name: a, reason: b}]}", 'lacks "expires"'],
    ["a protection until no day", "stop: {protect: [{name: a, reason: b, expires: soon}]}", '"soon" is no date'],
    ["a value without its tag", "stop: {protect: [{name: a, value: x, reason: b, expires: 2027-01-01}]}", "needs the tag"],
    ["an override that is neither", "stop: {override: maybe}", "must be one of allowed, forbidden"],
  ])("is refused with %s", (_, text, says) => {
    expect(() => parseConfig(text, "f")).toThrow(says);
  });
});

describe("the files that a configuration names", () => {
  const projects = JSON.stringify([
    { name: "churn", metadata: { terminationConfiguration: { defaultNotebookStopTime: "22:00", allowNotebookOwnerOverride: false } } },
  ]);
  const yaml = "projects: {churn: {owner: ada}}\nmlspace: {projects: p.json, scheduler: s.json}\nprices: prices.yaml\n";
  const prices = "currency: EUR\nperHour: {ml.t3.medium: 0.05}\n";

  it("are read from beside it: stop times, rows and prices", async () => {
    const rows = JSON.stringify([{ resourceId: "explore", resourceType: "Notebook", terminationTime: 1795284000, project: "churn" }]);
    const cwd = await folderWith({ "sagewarden.yaml": yaml, "p.json": projects, "s.json": rows, "prices.yaml": prices });
    const { config } = await loadConfig({ cwd });
    expect(config.projects?.[0]?.stop?.byKind["notebook-instance"]).toMatchObject({ weekly: { timeZone: "UTC" }, override: "forbidden" });
    expect(config.scheduler).toHaveLength(1);
    expect(config.prices).toMatchObject({ currency: "EUR", perHour: { "ml.t3.medium": 0.05 } });
  });

  it("have less to say than the configuration itself", async () => {
    const own = "projects: {churn: {owner: ada, stop: {at: 18:00, timeZone: Europe/Berlin}}}\nmlspace: {projects: p.json}\n";
    const { config } = await loadConfig({ cwd: await folderWith({ "sagewarden.yaml": own, "p.json": projects }) });
    expect(config.projects?.[0]?.stop?.byKind["notebook-instance"]?.weekly).toMatchObject({
      times: [{ at: "18:00" }],
      timeZone: "Europe/Berlin",
    });
  });

  it.each([
    ["a missing file", { "p.json": projects, "prices.yaml": prices }, "The file that mlspace.scheduler names cannot be opened."],
    [
      "half an export",
      { "p.json": projects, "s.json": '[{"resourceId": "a"}]', "prices.yaml": prices },
      "mlspace.scheduler names is not a list of rows",
    ],
    [
      "a price that is none",
      { "p.json": "[]", "s.json": "[]", "prices.yaml": "currency: EUR\nperHour: {ml.t3.medium: cheap}" },
      "is not a price list",
    ],
    ["a price without currency", { "p.json": "[]", "s.json": "[]", "prices.yaml": "perHour: {}" }, "is not a price list"],
  ])("are refused with %s", async (_, files, says) => {
    await expect(loadConfig({ cwd: await folderWith({ "sagewarden.yaml": yaml, ...files }) })).rejects.toThrow(says);
  });
});
