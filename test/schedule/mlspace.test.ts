import { describe, expect, test } from "vitest";
import { importProjects, importRows, importStop, overrideOfRow, type SchedulerRow } from "../../src/schedule/mlspace.ts";
import { daily, kindStop } from "./policies.ts";

const row = (terminatesAt: string, kind = "notebook-instance"): SchedulerRow => ({
  kind,
  name: "explore",
  project: "churn",
  terminatesAt: Date.parse(terminatesAt),
});

describe("MLSpace's settings", () => {
  test("are a stop time in UTC and hours to live", () => {
    const metadata = {
      terminationConfiguration: {
        defaultNotebookStopTime: "22:00",
        defaultEndpointTTL: 24,
        defaultEMRClusterTTL: "8",
        allowNotebookOwnerOverride: true,
      },
    };
    expect(importProjects([{ name: "churn", metadata }])).toEqual({
      churn: { at: "22:00", timeZone: "UTC", override: "allowed", ttlHours: { endpoint: 24, "emr-cluster": 8 } },
    });
  });

  const terminationConfiguration = { defaultNotebookStopTime: "22:00", allowNotebookOwnerOverride: false };
  const typed = {
    name: { S: "churn" },
    metadata: {
      M: { terminationConfiguration: { M: { defaultNotebookStopTime: { S: "22:00" }, allowNotebookOwnerOverride: { BOOL: false } } } },
    },
  };
  test.each([
    ["a list of projects", [{ name: "churn", metadata: { terminationConfiguration } }]],
    ["the answer about one project", { project: { name: "churn", metadata: { terminationConfiguration } }, permissions: [] }],
    ["a list under its name", { projects: [{ name: "churn", metadata: { terminationConfiguration } }] }],
    ["a project that keeps it at its top", [{ name: "churn", terminationConfiguration }]],
    ["a scan of the table", { Items: [typed], Count: 1 }],
    ["lines of an export to S3", [{ Item: typed }]],
  ])("are read from %s", (_, exported) => {
    expect(importProjects(exported)).toEqual({ churn: { at: "22:00", timeZone: "UTC", override: "forbidden", ttlHours: {} } });
  });

  test.each([
    [{ allowNotebookOwnerOverride: false }, "forbidden"],
    [{ allowNotebookOwnerOverride: null }, "forbidden"],
    [{}, "forbidden"],
    [{ allowNotebookOwnerOverride: true }, "allowed"],
  ] as const)("allow overrides by the key's value, not by its presence: %j", (termination, override) => {
    expect(importStop(termination)?.override).toBe(override);
  });

  test("leave out what the platform left empty", () => {
    expect(importStop({ defaultNotebookStopTime: null, defaultEndpointTTL: 0, defaultEMRClusterTTL: "" })).toEqual({
      override: "forbidden",
      ttlHours: {},
    });
  });
});

describe("MLSpace's scheduler", () => {
  test("has rows of three kinds, in seconds", () => {
    const rows = importRows([
      { resourceId: "explore", resourceType: "Notebook", terminationTime: 1795284000, project: "churn" },
      { resourceId: "churn-7", resourceType: "Endpoint", terminationTime: 1795284000, project: "churn" },
      { resourceId: "j-1ABCDEFGHIJK2", resourceType: "EMR Cluster", terminationTime: "1795284000", project: "churn" },
    ]);
    expect(rows?.map(({ kind }) => kind)).toEqual(["notebook-instance", "endpoint", "emr-cluster"]);
    expect(rows?.[2]?.terminatesAt).toBe(1_795_284_000_000);
  });

  const plain = [{ resourceId: "explore", resourceType: "notebook", terminationTime: 1795284000, project: "churn" }];
  const typed = {
    resourceId: { S: "explore" },
    resourceType: { S: "notebook" },
    terminationTime: { N: "1795284000" },
    project: { S: "churn" },
  };
  test.each([
    ["a list of records", plain],
    ["one record", plain[0] ?? {}],
    ["a scan of the table", { Items: [typed], Count: 1, ScannedCount: 1 }],
    ["a scan without the table's types", { Items: plain, Count: 1 }],
    ["lines of an export to S3", [{ Item: typed }]],
  ])("is read from %s", (_, exported) => {
    expect(importRows(exported)).toEqual([
      { kind: "notebook-instance", name: "explore", project: "churn", terminatesAt: 1_795_284_000_000 },
    ]);
  });

  test("is refused where a scan says that there is more of it", () => {
    expect(importRows({ Items: [typed], LastEvaluatedKey: { resourceId: { S: "explore" } } })).toBeUndefined();
  });

  test.each([
    [{}],
    [[1]],
    [[{ resourceId: "a", resourceType: "Notebook" }]],
    [[{ resourceId: "a", resourceType: "Car", terminationTime: 1 }]],
  ])("is refused where it cannot be read whole, for the rest would look as if it were never stopped: %j", (exported) => {
    expect(importRows(exported)).toBeUndefined();
  });

  const stop = kindStop({ weekly: daily("17:00", "America/New_York") });

  test("says nothing of its own where its row is the project's time", () => {
    expect(overrideOfRow(row("2026-11-21T22:00:00Z"), stop, null)).toBeNull();
  });

  test("is an override where its row is another time", () => {
    expect(overrideOfRow(row("2026-11-22T02:30:00Z"), stop, null)).toMatchObject({
      type: "times",
      times: [{ at: "02:30" }],
      timeZone: "UTC",
    });
  });

  test("means never where there is no row", () => {
    expect(overrideOfRow(undefined, stop, null)).toEqual({ type: "never" });
  });

  test("holds a time to live against the creation, some minutes more or less", () => {
    const ttl = kindStop({ ttlMinutes: 480 });
    const created = Date.parse("2026-11-21T09:00:00Z");
    expect(overrideOfRow(row("2026-11-21T17:00:20Z", "endpoint"), ttl, created)).toBeNull();
    expect(overrideOfRow(row("2026-11-23T09:00:00Z", "endpoint"), ttl, created)).toEqual({ type: "ttl", minutes: 2880 });
  });
});
