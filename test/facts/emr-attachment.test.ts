import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellState } from "../../src/estate/cell.ts";
import type { JsonObject } from "../../src/estate/json.ts";
import { estateOf, factOf, nowhere } from "./estate.ts";
import { onlyEverHides } from "./hide-facts.ts";

type Cluster = { id: string; host: string | null; state?: string; createdAt?: string };
type World = { name?: string | null; onStart?: string | null; onCreate?: string | null; clusters?: Cluster[] };

const [churn, grid] = ["j-1ABCDEFGHIJK2", "j-2BCDEFGHIJKL3"];
const living: Cluster[] = [
  { id: churn, host: "ip-10-0-1-5.eu-central-1.compute.internal" },
  { id: grid, host: "ec2-198-51-100-7.eu-central-1.compute.amazonaws.com" },
];

const worldOf = ({ name = "attach", onStart = null, onCreate = null, clusters = living }: World, states: Record<string, CellState> = {}) =>
  estateOf(
    [
      { kind: "notebook-instance", name: "explore", config: { lifecycleConfigName: name } },
      ...(name === null ? [] : [{ kind: "notebook-lifecycle-config", name, config: { onStart, onCreate } satisfies JsonObject }]),
      ...clusters.map(({ id, host, state = "WAITING", createdAt = "2026-11-01T09:00:00Z" }) => ({
        kind: "emr-cluster",
        name: id,
        config: { clusterId: id, masterPublicDnsName: host, state },
        createdAt,
      })),
    ],
    states,
  );
const cluster = (world: World, states: Record<string, CellState> = {}) => factOf(worldOf(world, states), "emrClusterId");

describe("the EMR cluster that a notebook is attached to", () => {
  test.each<[string, string]>([
    ["an address in EMR_MASTER_IP", "EMR_MASTER_IP=10.0.1.5\n"],
    ["a quoted and exported name", 'export EMR_MASTER_DNS="ip-10-0-1-5.eu-central-1.compute.internal"\n'],
    ["the same machine's name in another spelling", "EMR_MASTER_IP=IP-10-0-1-5.ec2.internal.\n"],
    ["Livy's URL", "curl -s http://10.0.1.5:8998/sessions\n"],
    ["Livy's URL with a password", "LIVY_URL=https://ada:secret@10.0.1.5:8998/\n"],
    [
      "sparkmagic's settings",
      'cat > ~/.sparkmagic/config.json <<E\n{"kernel_python_credentials": {"url": "http://10.0.1.5:8998", "auth": "None"}}\nE\n',
    ],
    ["a variable of another name", 'NODE=10.0.1.5\nsed -i "s#localhost#$NODE#" ~/x\nLIVY_HOST=${NODE}\n'],
    ["a cluster's id", `aws emr describe-cluster --cluster-id ${churn}\n`],
    ["the id and the address of one cluster", `EMR_CLUSTER_ID=${churn}\nEMR_MASTER_IP=10.0.1.5\n`],
  ])("is found by %s", (_, onStart) => {
    expect(cluster({ onStart })).toBe(churn);
    expect(cluster({ onCreate: onStart, onStart: "#!/bin/bash\n" })).toBe(churn);
  });

  test("is found by a public address, and by the configuration's own name", () => {
    expect(cluster({ onStart: "EMR_MASTER_IP=198.51.100.7\n" })).toBe(grid);
    expect(cluster({ name: "emr-ip-10-0-1-5" })).toBe(churn);
  });

  test.each<[string, World]>([
    ["no lifecycle configuration", { name: null }],
    ["scripts that say nothing of a cluster", { onStart: "#!/bin/bash\npip install sparkmagic==0.21.0\ncurl http://10.0.1.5:8080/\n" }],
    ["a comment alone", { onStart: "#!/bin/bash\n# EMR_MASTER_IP=10.0.1.5\n" }],
    ["the logs of a cluster in a bucket", { onStart: `aws s3 ls s3://logs/elasticmapreduce/${churn}/\n` }],
    ["Livy on the notebook itself", { onStart: "curl http://localhost:8998/\n" }],
  ])("is known to be none by %s", (_, world) => {
    expect(cluster(world)).toBeNull();
  });

  test.each<[string, World, string]>([
    ["an address that no cluster has", { onStart: "EMR_MASTER_IP=10.9.9.9\n" }, "unmatched"],
    ["an id that no cluster has", { onStart: "CLUSTER=j-9ZZZZZZZZZZZZ\n" }, "unmatched"],
    [
      "an address that is only found when the script runs",
      { onStart: 'EMR_MASTER_IP="$(aws emr list-clusters --active | jq -r .x)"\n' },
      "unresolved",
    ],
    [
      "settings of sparkmagic from elsewhere",
      { onStart: "aws s3 cp s3://b/config.json /home/ec2-user/.sparkmagic/config.json\n" },
      "unresolved",
    ],
    ["two clusters", { onStart: `EMR_MASTER_IP=10.0.1.5\nLIVY_HOST=198.51.100.7\n` }, "unmatched"],
    ["a variable with two values", { onStart: "EMR_MASTER_IP=10.0.1.5\nEMR_MASTER_IP=198.51.100.7\n" }, "unmatched"],
  ])("is unknown, never none, by %s", (_, world, reason) => {
    expect(cluster(world)).toEqual({ unknown: reason });
  });

  test("is unknown where clusters, scripts or the configuration were not seen", () => {
    const onStart = "EMR_MASTER_IP=10.0.1.5\n";
    expect(cluster({ onStart }, { "emr-cluster": "denied" })).toEqual({ unknown: "denied" });
    expect(
      factOf(estateOf([{ kind: "notebook-instance", name: "explore", config: { lifecycleConfigName: "gone" } }]), "emrClusterId"),
    ).toEqual({ unknown: "unmatched" });
    const secret = worldOf({ onStart });
    delete secret.resources[1]?.config["onStart"];
    Object.assign(secret.resources[1]?.unknown ?? {}, { "/onStart": { reason: "sensitive", detail: "left out" } });
    expect(factOf(secret, "emrClusterId")).toEqual({ unknown: "sensitive" });
  });

  test("of clusters that had one address, one after the other, is the one that lives, or else the last", () => {
    const had = (id: string, state: string, day: number): Cluster => ({
      id,
      host: "ip-10-0-1-5.ec2.internal",
      state,
      createdAt: `2026-11-0${day}T00:00:00Z`,
    });
    const onStart = "EMR_MASTER_IP=10.0.1.5\n";
    expect(cluster({ onStart, clusters: [had(churn, "WAITING", 1), had(grid, "TERMINATED", 2)] })).toBe(churn);
    expect(cluster({ onStart, clusters: [had(churn, "TERMINATED", 1), had(grid, "TERMINATED", 2)] })).toBe(grid);
    expect(cluster({ onStart, clusters: [had(churn, "WAITING", 1), had(grid, "RUNNING", 2)] })).toEqual({ unknown: "unmatched" });
  });

  test("a script made to be slow is read at once", () => {
    const began = performance.now();
    cluster({
      onStart: `${"EMR_MASTER_IP=$A".repeat(1000)}${"http://".repeat(1000)}${"A=$A;".repeat(1000)}${'sparkmagic "url": "http://'.repeat(500)}`,
    });
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test("hiding anything moves it only to unknown", () => {
    const line = fc.constantFrom(
      "EMR_MASTER_IP=10.0.1.5",
      "LIVY_HOST=198.51.100.7",
      `EMR_CLUSTER_ID=${grid}`,
      "EMR_MASTER_IP=$(find)",
      "echo hello",
      "set -e",
    );
    const script = fc.option(fc.array(line, { maxLength: 2 }).map((lines) => lines.join("\n")));
    const host = fc.constantFrom("ip-10-0-1-5.ec2.internal", "ec2-198-51-100-7.eu-central-1.compute.amazonaws.com", null);
    const clusters = fc
      .tuple(host, host, fc.constantFrom("WAITING", "TERMINATED"), fc.constantFrom("RUNNING", "TERMINATED"))
      .map(([one, two, first, second]) => [
        { id: churn, host: one, state: first, createdAt: "2026-11-01T00:00:00Z" },
        { id: grid, host: two, state: second, createdAt: "2026-11-02T00:00:00Z" },
      ]);
    const worlds = fc
      .record({ name: fc.constantFrom("attach", "attach", null), onStart: script, onCreate: script, clusters })
      .map((world) => ({ estate: worldOf(world), context: nowhere }));
    const { emrClusterId } = onlyEverHides(worlds, ["emrClusterId"], 2000);
    expect(emrClusterId?.known).toBeGreaterThan(500);
    expect(emrClusterId?.hidden).toBeGreaterThan(100);
  });
});
