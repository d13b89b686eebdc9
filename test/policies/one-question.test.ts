import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/generated-files.ts";
import { policyFile } from "../../scripts/rules/policy-file.ts";
import { readEntries } from "../../scripts/rules/read-entries.ts";

const { rules } = readEntries(root);

/** The policy without its name, and with its fields called by the order in which they come. */
const skeleton = (text: string): string => {
  const names: string[] = [];
  const numbered = (name: string): string => `field${names.includes(name) ? names.indexOf(name) : names.push(name) - 1}`;
  return text
    .replace(/^package .*$/m, "")
    .replaceAll(/resource\.(has\.)?([A-Za-z]+)|"([a-z][A-Za-z]+)"\]/g, (_, has: string | undefined, field: string | undefined, denied: string | undefined) =>
      field === undefined ? `"${numbered(denied ?? "")}"]` : `resource.${has ?? ""}${numbered(field)}`,
    );
};

/** Rules that look alike and ask different things: each with what makes it another question. */
const differing: Readonly<Record<string, string>> = {
  "app-image-allowed": "an image of Studio, which has an ARN and no registry",
  "app-kms": "what a service stores, not a volume",
  "automl-encryption": "two things in one place",
  "canvas-kms": "what Canvas writes",
  "core-dump-kms": "the memory of a crashed container",
  "emr-at-rest-encryption": "what a security configuration encrypts, a control of its own",
  "domain-docker": "images beside a space",
  "domain-kms": "the volumes and files of all users of a domain",
  "emr-security-configuration": "a configuration, not a key",
  "ec2-notebook-profile": "a role",
  "ec2-notebook-public-address": "an address",
  "ec2-notebook-token": "what the user data starts",
  "ec2-notebook-volume-encryption": "volumes, each for itself",
  "emr-studio-kms": "the workspaces of a studio",
  "experiment-data-kms": "captured requests, a control of its own",
  "feature-offline-kms": "the offline store, a control of its own",
  "home-efs-mounted": "a file system that is left from Studio Classic",
  "image-allowed": "the image of a container, in a registry",
  "image-described": "a description",
  "input-in-project": "what is read",
  "model-data-in-project": "what is run",
  "network-isolation": "a flag that must be on",
  "notebook-auto-stop": "a script, told by a fact",
  "notebook-direct-internet": "the network",
  "notebook-root-access": "the user",
  "notebook-volume-kms": "a volume that outlives every stop, a control of its own",
  "notebook-vpc": "the one subnet of a notebook, a control of its own",
  "output-in-project": "what is written",
  "output-kms": "what is written",
  "overdue-endpoint": "endpoints, which can only be deleted",
  "overdue-notebook": "notebooks, the platform's own stop time",
  "overdue-running": "everything else that runs",
  "processing-output-kms": "asked only where something is written",
  "model-approved": "an approval",
  "role-project": "the role, which stands outside of every project's own things",
  "secret-in-variables": "the names of variables, told while they are read",
  "remote-debug": "a way into a running job",
  "repository-credentials": "a password in an address",
  "space-remote-access": "a way into a space",
  "spot-checkpoint": "a place for checkpoints",
  "variant-project": "the model that is run",
  "vpc-placement": "subnets",
};

describe("No two policies differ only in a field's name", () => {
  const alike = [...Map.groupBy(rules, (rule) => skeleton(readFileSync(`${root}${policyFile(rule)}`, "utf8"))).values()].filter((group) => group.length > 1);

  it("but where they ask different things", () => {
    const unexplained = alike.map((group) => group.map(({ id }) => id).filter((id) => differing[id] === undefined)).filter((ids) => ids.length > 0);
    expect(unexplained).toEqual([]);
  });
});
