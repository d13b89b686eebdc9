import { describe, expect, it } from "vitest";
import type { CollectEvent } from "../../src/collect/event.ts";
import { globalRegion } from "../../src/estate/relation.ts";
import { kinds } from "../../src/kinds/registry.ts";
import { generateSeeds } from "../estates/generate.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { rootId, type Organization } from "../fake-aws/organization.ts";
import { model, notebook } from "../fake-aws/samples.ts";
import { startFakeAws, type FakeAws, type FakeAwsOptions } from "../fake-aws/server.ts";
import type { Seed } from "../fake-aws/store.ts";
import { accountIds, byRole, externalId, hub, hubKey, lookAt, opened, organization, roleArn, selection } from "./fleet.ts";
import { kind } from "./world.ts";

const regions = ["ap-south-1", "eu-central-1", "eu-west-1", "us-east-1"];
const thirty = accountIds(30);
const services = [...new Set(["tagging", ...kinds.map(({ service }) => service)])];

const seedsOf = (accounts: readonly string[], where: readonly string[], each = 2): Seed[] =>
  accounts.flatMap((account) =>
    where.map((region): Seed => {
      const notebooks = Array.from({ length: each }, (_, index) => notebook(`nb-${account}-${region}-${index}`));
      return { account, region, resources: { "notebook-instance": notebooks, model: [model(`model-${account}-${region}`)] } };
    }),
  );

type World = Partial<FakeAwsOptions> & { accounts?: readonly string[] };
const worldOf = ({ accounts = thirty, ...options }: World = {}): Promise<FakeAws> =>
  startFakeAws({
    seeds: seedsOf(accounts, regions),
    keys: { [hubKey]: hub },
    roles: accounts.map((account) => ({ arn: roleArn(account), externalId })),
    clock: virtualClock(new Date(), 1),
    ...options,
  });

describe("Thirty accounts in four regions", () => {
  const denied = [thirty[3] ?? "", thirty[17] ?? "", thirty[29] ?? ""];
  const off = { account: thirty[8] ?? "", region: "ap-south-1" };

  it("have a state in every cell and lose nothing, though three are denied and one region is off", async () => {
    const roles = thirty.filter((account) => account !== denied[0]).map((account) => ({ arn: roleArn(account), externalId }));
    // Three have some of every kind in every region, and the others little.
    const busy = [thirty[0], thirty[10], thirty[20]].flatMap((account, at) =>
      generateSeeds({ seed: at, account: account ?? "", regions, size: 60 }),
    );
    await using fake = await worldOf({
      seeds: [...seedsOf(thirty, regions), ...busy],
      // One has no such role, one wants to hear another external id, and one denies everything once one is in.
      roles: roles.map((role) => (role.arn === roleArn(denied[1] ?? "") ? { ...role, externalId: "of another" } : role)),
      faults: [
        { effect: "latency", milliseconds: 4 },
        ...services.map((service) => ({ effect: "deny" as const, account: denied[2] ?? "", service })),
        { effect: "region-off", ...off },
      ],
    });
    const seen = await lookAt(fake, { accounts: thirty.map((id) => byRole(id)), regions }, { kinds });
    const cells = Map.groupBy(seen.estate.coverage, ({ account, region }) => `${account} ${region}`);
    // What is global has a place of its own, once for each account.
    expect(cells.size).toBe(30 * (4 + 1));
    const regional = [...cells].filter(([place]) => !place.endsWith(globalRegion));
    const phases = new Set(
      [...regional].map(([, all]) =>
        all
          .map((cell) => `${cell.kind} ${cell.phase}`)
          .sort()
          .join(),
      ),
    );
    expect(phases.size).toBe(1);
    expect(new Set(cells.get(`${thirty[0]} us-east-1`)?.map((cell) => cell.kind)).size).toBe(kinds.filter((one) => !one.global).length);
    const statesOf = (account: string, region: string): string[] =>
      [...new Set(cells.get(`${account} ${region}`)?.map(({ state }) => state))].sort();
    for (const account of thirty)
      for (const region of regions) {
        if (account === off.account && region === off.region) expect(statesOf(account, region)).toEqual(["region-disabled"]);
        else if (account === denied[2]) expect(statesOf(account, region)).toEqual(["denied", "not-reached"]);
        else if (denied.includes(account)) expect(statesOf(account, region)).toEqual(["denied"]);
        else expect(statesOf(account, region)).toEqual(["complete"]);
      }
    const [refused] = cells.get(`${denied[0]} us-east-1`) ?? [];
    expect(refused?.detail).toBe(`needs sts:AssumeRole of ${roleArn(denied[0] ?? "")}, or its trust policy or external id refuses`);
    const open = 27 * 4 - 1;
    const seeded =
      open * 3 + busy.reduce((sum, { resources }) => sum + Object.values(resources).reduce((all, some) => all + some.length, 0), 0);
    expect(seen.estate.resources).toHaveLength(seeded);
    expect(new Set(seen.estate.resources.map(({ id }) => id)).size).toBe(seeded);
    expect(new Set(seen.estate.resources.map(({ account }) => account)).size).toBe(27);
  }, 120_000);

  it("are seen the same in every run, whichever answers first", async () => {
    const accounts = thirty.slice(0, 6);
    const look = async (dice: number): Promise<string> => {
      await using fake = await worldOf({ accounts, dice, faults: [{ effect: "jitter", upTo: 15 }] });
      const { estate, asked } = await lookAt(fake, { accounts: accounts.map((id) => byRole(id)), regions });
      return JSON.stringify({ estate: { ...estate, collectedAt: null }, asked });
    };
    expect(await look(1)).toBe(await look(2));
  }, 30_000);
});

describe("An account that is slow", () => {
  /** How long the others took, in milliseconds, and whether the slow one was still at it. */
  const othersTook = async (slow: boolean): Promise<{ others: number; isAtWork: boolean; peak: number }> => {
    const accounts = thirty.slice(0, 12);
    const [lame = ""] = accounts;
    await using fake = await worldOf({
      accounts,
      seeds: seedsOf(accounts, ["eu-central-1"], 25),
      faults: [
        { effect: "latency", milliseconds: 60 },
        ...(slow ? [{ effect: "latency" as const, milliseconds: 1140, account: lame }] : []),
      ],
    });
    const open = new Set(accounts);
    const began = performance.now();
    let told = { others: 0, isAtWork: false };
    const on = (event: CollectEvent): void => {
      if (event.type !== "cell" || event.cell.phase !== "tags") return;
      open.delete(event.cell.account);
      if ([...open].some((account) => account !== lame) || told.others > 0) return;
      told = { others: performance.now() - began, isAtWork: open.has(lame) };
      fake.calm();
    };
    await lookAt(fake, { accounts: accounts.map((id) => byRole(id)), regions: ["eu-central-1"] }, { concurrency: 2, overall: 24, on });
    return { ...told, peak: fake.log.peak() };
  };

  it("by twenty times delays the others by less than a twentieth, and no more are under way than may be", async () => {
    // The best of a few, as whatever else the machine does only ever makes it slower.
    const [usual, lamed]: [number[], number[]] = [[], []];
    for (let run = 0; run < 4; run++) {
      usual.push((await othersTook(false)).others);
      const { others, isAtWork, peak } = await othersTook(true);
      lamed.push(others);
      expect(isAtWork).toBe(true);
      expect(peak).toBeLessThanOrEqual(24);
      if (Math.min(...lamed) / Math.min(...usual) < 1.05) break;
    }
    expect(Math.min(...lamed) / Math.min(...usual)).toBeLessThan(1.05);
  }, 90_000);

  it("or throttled without end keeps its own cells only", async () => {
    const accounts = thirty.slice(0, 4);
    const [lame = ""] = accounts;
    await using fake = await worldOf({
      accounts,
      faults: [{ effect: "throttle", perSecond: 0, burst: 0, account: lame, service: "sagemaker" }],
    });
    const { estate } = await lookAt(fake, { accounts: accounts.map((id) => byRole(id)), regions }, { budgetSeconds: 2 });
    const states = Map.groupBy(estate.coverage, ({ account }) => account);
    expect(
      new Set(
        states
          .get(lame)
          ?.filter(({ phase }) => phase === "list")
          .map(({ state }) => state),
      ),
    ).toEqual(new Set(["throttled-out"]));
    for (const account of accounts.slice(1)) expect(new Set(states.get(account)?.map(({ state }) => state))).toEqual(new Set(["complete"]));
  }, 30_000);

  it("has its own time and no more: who comes after it has as much as who came first", async () => {
    const accounts = thirty.slice(0, 3);
    const [lame = "", ...others] = accounts;
    await using fake = await worldOf({
      accounts,
      faults: [{ effect: "throttle", perSecond: 0, burst: 0, account: lame, service: "sagemaker" }],
    });
    const asked = { accounts: accounts.map((id) => byRole(id)), regions: ["eu-central-1"] };
    const { estate } = await lookAt(fake, asked, { budgetSeconds: 3, atOnce: 1 });
    const statesOf = (account: string) => new Set(estate.coverage.filter((cell) => cell.account === account).map(({ state }) => state));
    expect(statesOf(lame)).toContain("throttled-out");
    for (const account of others) expect(statesOf(account)).toEqual(new Set(["complete"]));
  }, 30_000);
});

describe("An account whose role", () => {
  it("ends under the scan is opened again, and one that may no longer be opened keeps its cells", async () => {
    const accounts = thirty.slice(0, 2);
    const [good = "", dead = ""] = accounts;
    await using fake = await worldOf({ accounts, seeds: seedsOf(accounts, ["eu-central-1"], 40) });
    let described = 0;
    let ended = false;
    const on = (event: { type: string; operation?: string }): void => {
      if (event.type !== "call" || event.operation !== "DescribeNotebookInstance" || ++described < 20 || ended) return;
      ended = true;
      fake.credentials.withdraw(roleArn(dead));
      for (const id of ["ASIASTANDIN000000001", "ASIASTANDIN000000002"]) fake.credentials.expire(id);
    };
    const { estate } = await lookAt(fake, { accounts: accounts.map((id) => byRole(id)), regions: ["eu-central-1"] }, { on });
    const of = (account: string) => estate.coverage.filter((cell) => cell.account === account);
    expect(of(good).map(({ state }) => state)).toEqual(["complete", "complete", "complete"]);
    expect(of(dead).some(({ state, detail }) => state !== "complete" && /expired/i.test(detail ?? ""))).toBe(true);
    expect(estate.resources.filter(({ account }) => account === dead)).toHaveLength(40);
    expect(estate.coverage.some(({ state }) => state === "denied")).toBe(false);
  }, 30_000);
});

describe("An organization", () => {
  const members: Organization = {
    management: hub,
    units: [
      { id: "ou-1", name: "Research" },
      { id: "ou-2", name: "ML", above: "ou-1" },
      { id: "ou-3", name: "Sandbox" },
    ],
    accounts: [
      { id: hub, name: "management" },
      ...thirty.slice(0, 10).map((id, index) => ({
        id,
        name: `team-${index}`,
        ...(index < 8 && { unit: index < 3 ? "ou-1" : index < 6 ? "ou-2" : "ou-3" }),
        ...(index === 4 && { state: "SUSPENDED" as const }),
        tags: { stage: index % 2 === 0 ? "prod" : "test" },
      })),
    ],
  };
  const found = async (asked: Parameters<typeof organization>[0]) => {
    await using fake = await worldOf({ accounts: thirty.slice(0, 10), organization: members });
    const { accounts, closed, close } = await opened(fake, { organization: organization(asked), regions: ["eu-central-1"] });
    close();
    fake.log.assertNoUnexpected();
    const short = (id: string): string => (id === hub ? "hub" : String(thirty.indexOf(id)));
    return { seen: accounts.map(({ account }) => short(account)), closed: closed.map(({ account }) => short(account)) };
  };

  it("is looked at whole, but for what is suspended, which is told", async () => {
    expect(await found({})).toEqual({ seen: ["0", "1", "2", "3", "5", "6", "7", "8", "9", "hub"], closed: ["4"] });
  });

  it("is looked at by units with all below them, by accounts and by tags", async () => {
    expect((await found({ include: selection({ ous: ["Research"] }) })).seen).toEqual(["0", "1", "2", "3", "5"]);
    expect((await found({ include: selection({ ous: ["Research/ML"] }) })).seen).toEqual(["3", "5"]);
    expect((await found({ include: selection({ ous: [rootId] }), exclude: selection({ ous: ["ou-1"] }) })).seen).toEqual([
      "6",
      "7",
      "8",
      "9",
      "hub",
    ]);
    expect((await found({ include: selection({ tags: { stage: ["prod"] } }) })).seen).toEqual(["0", "2", "6", "8"]);
    expect(
      (await found({ include: selection({ ous: ["ou-1"], tags: { stage: ["*"] } }), exclude: selection({ accounts: [thirty[0] ?? ""] }) }))
        .seen,
    ).toEqual(["1", "2", "3", "5"]);
  });

  it("tells the units above each account by id and by names where somebody asks for them, and asks nobody where nobody does", async () => {
    await using fake = await worldOf({ accounts: thirty.slice(0, 10), organization: members });
    const asked = { organization: organization({ unitsWanted: true }), regions: ["eu-central-1"] };
    const { ousOf, close } = await opened(fake, asked);
    close();
    expect(ousOf(thirty[3] ?? "")).toEqual([rootId, "ou-1", "Research", "ou-2", "Research/ML"]);
    expect(ousOf(hub)).toEqual([rootId]);
    // Of another organization, or of none: in no unit of this one.
    expect(ousOf("999999999999")).toEqual([]);
    const before = fake.log.count("ListRoots");
    const plain = await opened(fake, { organization: organization(), regions: ["eu-central-1"] });
    plain.close();
    expect([fake.log.count("ListRoots") - before, plain.ousOf(hub)]).toEqual([0, undefined]);
  });

  it("is refused with the name that is nearest, where a unit or an account is not in it", async () => {
    await expect(found({ include: selection({ ous: ["Reserch/ML"] }) })).rejects.toThrow('Did you mean "Research/ML"?');
    await expect(found({ exclude: selection({ accounts: ["100000000999"] }) })).rejects.toThrow("has no account 100000000999");
    await expect(found({ include: selection({ tags: { stage: ["nowhere"] } }) })).rejects.toThrow("no account is left to look at");
  });

  it("that cannot be read whole is not looked at in part", async () => {
    await using fake = await worldOf({ organization: members, faults: [{ effect: "deny", operation: "ListAccounts" }] });
    await expect(opened(fake, { organization: organization() })).rejects.toThrow("needs organizations:ListAccounts");
  });

  it("opens the caller's own account as the caller, unless told otherwise", async () => {
    await using fake = await worldOf({
      accounts: thirty.slice(0, 10),
      seeds: seedsOf([hub], ["eu-central-1"]),
      roles: [{ arn: roleArn(hub), externalId }],
      organization: { management: hub, accounts: [{ id: hub, name: "management" }] },
    });
    const look = async (assumeInOwnAccount: boolean): Promise<number> => {
      const before = fake.log.count("AssumeRole");
      const { estate } = await lookAt(fake, { organization: organization({ assumeInOwnAccount }), regions: ["eu-central-1"] });
      expect(estate.resources).toHaveLength(2);
      return fake.log.count("AssumeRole") - before;
    };
    expect(await look(false)).toBe(0);
    expect(await look(true)).toBe(1);
  });
});

describe("Regions", () => {
  const [one = ""] = thirty;
  const look = async (asked: readonly string[], faults: FakeAwsOptions["faults"] = []) => {
    await using fake = await worldOf({ accounts: [one], optedIn: [`${one}/eu-south-1`], faults });
    const { estate } = await lookAt(fake, { accounts: [byRole(one)], regions: asked });
    const cells = estate.coverage.filter(({ phase }) => phase === "list");
    const told = { asked: fake.log.count("DescribeRegions") };
    return { ...told, states: Object.fromEntries(cells.map(({ region, state }) => [region, state])) };
  };

  it("that are meant by a star are those that there are, and what is switched off is told as such", async () => {
    const { states } = await look(["eu-*"]);
    expect(states).toEqual({
      "eu-central-1": "complete",
      "eu-central-2": "region-disabled",
      "eu-north-1": "complete",
      "eu-south-1": "complete",
      "eu-west-1": "complete",
      "eu-west-3": "complete",
    });
    expect(Object.keys((await look(["all"])).states)).toHaveLength(17);
  });

  it("that are named are not asked about, unless nobody knows them", async () => {
    expect((await look(["eu-central-1", "us-east-1"])).asked).toBe(0);
    await expect(look(["eu-centrl-1"])).rejects.toThrow('There is no region eu-centrl-1 for this account. Did you mean "eu-central-1"?');
    await expect(look(["mars-*"])).rejects.toThrow("There is no region mars-*");
  });

  it("of an account that may not tell them stay a gap, by those that others have", async () => {
    const { states } = await look(["eu-*"], [{ effect: "deny", operation: "DescribeRegions", account: one }]);
    expect(new Set(Object.values(states))).toEqual(new Set(["denied"]));
    expect(Object.keys(states)).toContain("eu-central-1");
  });
});

describe("An account that is named twice", () => {
  const [one = ""] = thirty;
  it("is refused, whichever ways lead to it", async () => {
    await using fake = await worldOf({
      accounts: [one],
      organization: { management: hub, accounts: [{ id: one, name: "one" }] },
    });
    await expect(opened(fake, { accounts: [byRole(one), byRole(one, { roleName: "other" })] })).rejects.toThrow(
      `Account ${one} is named twice`,
    );
    await expect(opened(fake, { accounts: [byRole(one)], organization: organization() })).rejects.toThrow(`Account ${one} is named twice`);
  });

  it("opens as what it is, or not at all: credentials of another account are no way in", async () => {
    await using fake = await worldOf({ accounts: [one] });
    const { estate } = await lookAt(fake, { accounts: [{ id: one, sessionName: "sagewarden", regions: ["eu-central-1"] }] });
    expect(estate.coverage.map(({ account, state, detail }) => ({ account, state, detail }))).toContainEqual({
      account: one,
      state: "error",
      detail: `these credentials open account ${hub} instead`,
    });
    expect(estate.resources).toEqual([]);
  });
});

describe("A scan of one kind", () => {
  it("asks each account for no more than it would be asked alone", async () => {
    const accounts = thirty.slice(0, 3);
    await using fake = await worldOf({ accounts });
    const { asked } = await lookAt(fake, { accounts: accounts.map((id) => byRole(id)), regions }, { kinds: [kind("model")] });
    expect(asked["sagemaker:ListModels"]).toBe(3 * 4);
    expect(fake.log.count("AssumeRole")).toBe(3);
  });
});
