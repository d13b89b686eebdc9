import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import type { FactContext } from "../../src/facts/fact.ts";
import type { PriceList } from "../../src/schedule/prices.ts";
import { daily, policyOf } from "../schedule/policies.ts";
import { estateOf, factOf } from "./estate.ts";

const prices: PriceList = {
  currency: "EUR",
  perHour: { "ml.m5.large": 0.1, "ml.g5.xlarge": 2 },
  regions: { "eu-central-1": { "ml.g5.xlarge": 1.5 } },
};
const context = (given: PriceList | null = prices): FactContext => ({
  now: "2026-11-21T21:00:00Z",
  stop: { default: policyOf({ weekly: daily("18:00", "UTC"), ttlMinutes: null }), projects: new Map() },
  prices: given,
});
const names = ["instanceHours", "monthlyInstanceHours", "cost", "monthlyCost"];
const costs = (estate: ReturnType<typeof estateOf>, given = context()) => names.map((name) => factOf(estate, name, given));

const notebook = (config: JsonObject) =>
  estateOf([
    {
      kind: "notebook-instance",
      name: "explore",
      config: { state: "InService", modifiedAt: "2026-11-21T08:30:00Z", instanceType: "ml.g5.xlarge", tags: {}, ...config },
    },
  ]);

const endpoint = (variants: JsonObject[] | null, states = {}) =>
  estateOf(
    [
      { kind: "endpoint", name: "e", config: { state: "InService", configName: "c", tags: {} }, createdAt: "2026-11-21T09:00:00Z" },
      ...(variants ? [{ kind: "endpoint-config", name: "c", config: { variants } }] : []),
    ],
    states,
  );

describe("what an overdue thing costs", () => {
  test("is its instance-hours since it was due, and in a month, and their price where the user's list has one", () => {
    expect(costs(notebook({}))).toEqual(["3.0", "730", "4.50 EUR", "1095.00 EUR"]);
  });

  test("is no money without a list, and unknown where the list does not say: none is guessed", () => {
    expect(costs(notebook({}), context(null))).toEqual(["3.0", "730", null, null]);
    expect(costs(notebook({ instanceType: "ml.p5.48xlarge" }))).toEqual(["3.0", "730", { unknown: "not-given" }, { unknown: "not-given" }]);
    expect(costs(notebook({ instanceType: "constructor" }))[2]).toEqual({ unknown: "not-given" });
  });

  test("is nothing where it is not overdue", () => {
    expect(costs(notebook({ modifiedAt: "2026-11-21T19:00:00Z" }))).toEqual([null, null, null, null]);
  });

  test("counts every instance that an endpoint's configuration asks for", () => {
    const two = [
      { name: "a", instanceType: "ml.m5.large", instanceCount: 2, serverless: false },
      { name: "b", instanceType: "ml.g5.xlarge", instanceCount: 1, serverless: false },
      { name: "c", instanceType: null, instanceCount: null, serverless: true },
    ];
    expect(costs(endpoint(two))).toEqual(["9.0", "2190", "5.10 EUR", "1241.00 EUR"]);
  });

  test("is unknown where the instances were not seen", () => {
    expect(costs(endpoint(null, { "endpoint-config": "denied" }))[0]).toEqual({ unknown: "denied" });
    expect(costs(endpoint([{ name: "a", instanceType: "ml.m5.large", instanceCount: null, serverless: false }]))[0]).toEqual({
      unknown: "not-collected",
    });
  });

  test("of a tracking server is its hours, and no money: its size is no instance type", () => {
    const server = estateOf([
      { kind: "mlflow-tracking-server", name: "runs", config: { state: "Created", tags: {} }, createdAt: "2026-11-21T09:00:00Z" },
    ]);
    expect(costs(server)).toEqual(["3.0", "730", { unknown: "not-given" }, { unknown: "not-given" }]);
  });

  test("of Studio's own free instance is nothing", () => {
    const app = estateOf([
      { kind: "app", name: "default", config: { state: "InService", instanceType: "system", spaceName: null, domainId: "d", tags: {} } },
    ]);
    expect(costs(app)).toEqual(["0.0", "0", "0.00 EUR", "0.00 EUR"]);
  });
});
