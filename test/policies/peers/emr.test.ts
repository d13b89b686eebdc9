import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/estate/json.ts";
import { opensJupyter } from "../../../src/kinds/jupyter-open.ts";
import { kindNamed } from "../../../src/kinds/registry.ts";
import { readFields } from "../../../src/kinds/read-fields.ts";
import { factOf } from "../../facts/estate.ts";

const [account, region] = ["111122223333", "eu-central-1"];
const cells = ["security-group", "domain", "ec2-notebook", "notebook-instance", "space", "user-profile"];
const world = (...resources: { kind: string; config: JsonObject }[]) => ({
  format: "sagewarden/estate@1" as const,
  source: "live" as const,
  collectedAt: null,
  resources: resources.map(({ kind, config }, index) => ({
    id: `${kind}-${index}`,
    kind,
    name: `${kind}-${index}`,
    arn: null,
    account,
    region,
    createdAt: "2026-11-01T00:00:00Z",
    config,
    unknown: {},
    defaulted: [],
  })),
  coverage: cells.map((kind) => ({ account, region, kind, phase: "list" as const, state: "complete" as const, seen: 1 })),
});

describe("Where other scanners go wrong about EMR and networks", () => {
  it("a security configuration in a plan is JSON text that is not read: here it is", () => {
    const configuration = JSON.stringify({ EncryptionConfiguration: { EnableAtRestEncryption: true, EnableInTransitEncryption: false } });
    const { config } = readFields(kindNamed("emr-security-configuration")?.fields ?? {}, "terraform", { configuration }, () => undefined);
    expect(config).toMatchObject({ atRestEncryption: true, inTransitEncryption: false, kerberosProvider: null, imdsVersion: null });
  });

  it("a group that is not to be seen fails the cluster: here it is unknown", () => {
    const cluster = { kind: "ec2-notebook", config: { securityGroupIds: ["sg-9"], tags: {}, state: "running" } };
    expect(factOf(world(cluster), "openToWorld")).toEqual({ unknown: "unmatched" });
  });

  it("a range of ports that holds Jupyter's is passed over: here it is found, and half of the internet is the internet", () => {
    const rule = { rule: "tcp 8000-9000", protocol: "tcp", fromPort: 8000, toPort: 9000, cidrBlocks: ["0.0.0.0/1"], ipv6CidrBlocks: [] };
    const notebook = { kind: "ec2-notebook", config: { securityGroupIds: ["sg-1"], tags: {}, state: "running" } };
    const estate = world(notebook, { kind: "security-group", config: { groupId: "sg-1", ingress: [rule] } });
    expect([factOf(estate, "openToWorld"), factOf(estate, "openWorkPorts")]).toEqual(["tcp 8000-9000", "8888, 8998"]);
  });
});

describe("What is left", () => {
  const endpoint = { kind: "endpoint", config: { state: "InService", tags: { user: "ada" } } };
  const place = (user: string) => ({ kind: "notebook-instance", config: { state: "Stopped", tags: { user } } });

  it("is whose user works nowhere here any more, while others do", () => {
    expect(factOf(world(endpoint, place("lin")), "leftBy")).toBe("ada");
    expect(factOf(world(endpoint, place("Ada")), "leftBy")).toBe(null);
  });

  it("says nothing of an account in which nobody works", () => expect(factOf(world(endpoint), "leftBy")).toBe(null));

  it("is a file system whose domain is gone, and not one whose domain is there", () => {
    const tags = { ManagedByAmazonSageMakerResource: `arn:aws:sagemaker:${region}:${account}:domain/d-1` };
    const files = { kind: "efs-file-system", config: { tags } };
    expect(factOf(world(files), "lostDomain")).toBe("d-1");
    expect(factOf(world(files, { kind: "domain", config: { domainId: "d-1" } }), "lostDomain")).toBe(null);
  });
});

describe("Jupyter in user data", () => {
  it.each([
    ["jupyter lab --ServerApp.token='' --ip=0.0.0.0", true],
    ["jupyter notebook --NotebookApp.token= --no-browser", true],
    ['echo "c.NotebookApp.token = \'\'" >> config.py', true],
    ["# jupyter lab --ServerApp.token=''", false],
    ["jupyter lab --ServerApp.token='' --ServerApp.password='argon2:x'", false],
    ["jupyter lab --ServerApp.token=$TOKEN", false],
    ["jupyter lab --no-browser", false],
  ])("%s: %s", (line, open) => expect(opensJupyter(`#!/bin/bash\n${line}\n`)).toBe(open));
});
