import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/generated-files.ts";
import { policyFile } from "../../scripts/rules/policy-file.ts";
import { readEntries } from "../../scripts/rules/read-entries.ts";

const { rules } = readEntries(root);

const policyOf = (rule: (typeof rules)[number]): string => readFileSync(`${root}${policyFile(rule)}`, "utf8");

/** Words of the language of policies, which say how a field is asked and not which. */
const kept: ReadonlySet<string> = new Set(["has", "missing", "tags"]);

/**
 * The policy without its name and its comments, and with all that it names (fields, facts, relations, parameters) called by the order
 * in which they come. A fact is a field that somebody derived.
 */
const skeleton = (text: string): string => {
  const names: string[] = [];
  const numbered = (name: string): string =>
    kept.has(name) ? name : `name${names.includes(name) ? names.indexOf(name) : names.push(name) - 1}`;
  const masked = (path: readonly string[]): string => path.filter((step) => step !== "facts").map(numbered).join(".");
  return text
    .replace(/^package .*$/m, "")
    .replaceAll(/#.*$/gm, "")
    .replaceAll(
      /\b(resource|params)\.([A-Za-z.]+)|(?<=deny contains \[)([^\]]*)/g,
      (_, of: string | undefined, path: string | undefined, denied: string | undefined) =>
        of === undefined
          ? masked((denied ?? "").split(", ").map((step) => step.replaceAll('"', "")))
          : `${of}.${masked((path ?? "").split("."))}`,
    )
    .replaceAll(/\s+/g, " ");
};

/** Rules that look alike and ask different things: each with what makes it another question. */
const differing: Readonly<Record<string, string>> = {
  "app-kms": "what a service stores, not a volume",
  "approved-security-groups": "who may call, not where it lies",
  "approved-subnets": "where it lies",
  "canvas-kms": "what Canvas writes",
  "core-dump-kms": "the memory of a crashed container",
  "cut-off-from-aws": "the way to AWS",
  "domain-docker": "images beside a space",
  "domain-gone": "what a deleted domain left",
  "domain-kms": "the volumes and files of all users of a domain",
  "ec2-notebook-profile": "a role",
  "ec2-notebook-public-address": "an address",
  "ec2-notebook-token": "what the user data starts",
  "ec2-notebook-volume-encryption": "volumes, each for itself",
  "emr-at-rest-encryption": "what a security configuration encrypts, a control of its own",
  "emr-studio-kms": "the workspaces of a studio",
  "endpoint-project": "the configuration that an endpoint runs",
  "experiment-data-kms": "captured requests, a control of its own",
  "feature-offline-kms": "the offline store, a control of its own",
  "groups-open": "anybody on the internet, by any port",
  "guessable-buckets": "buckets of a guessable name, mended by a condition",
  "home-efs-mounted": "a file system that is left from Studio Classic",
  "image-described": "a description",
  "left-behind": "what a deleted space or notebook left",
  "model-approved": "an approval",
  "model-data-in-project": "what is run",
  "network-isolation": "a flag that must be on",
  "notebook-auto-stop": "a script that stops what is idle",
  "notebook-direct-internet": "the network",
  "notebook-root-access": "the user",
  "notebook-volume-kms": "a volume that outlives every stop, a control of its own",
  "notebook-vpc": "the one subnet of a notebook, a control of its own",
  "output-in-project": "what is written",
  "output-kms": "what is written",
  "overdue-endpoint": "endpoints, which can only be deleted, by a time to live",
  "overdue-notebook": "notebooks, the platform's own stop time",
  "overdue-running": "everything else that runs, stopped by a verb of each kind",
  "remote-debug": "a way into a running job",
  "repository-credentials": "a password in an address",
  "role-administrator": "all rights, mended by another policy",
  "role-passes-any-role": "one right, mended by naming the roles and the services",
  "role-project": "the role, which stands outside of every project's own things",
  "role-ways-up": "several rights that together give all others",
  "space-remote-access": "a way into a space",
  "variant-project": "the model that is run",
  "vpc-placement": "subnets",
  "work-ports-open": "the ports at which whoever comes runs code",
};

const alike = [...Map.groupBy(rules, (rule) => skeleton(policyOf(rule))).values()].filter((group) => group.length > 1);

describe("No two policies differ only in the name of a field or of a fact", () => {
  it("but where they ask different things", () => {
    const unexplained = alike.map((group) => group.map(({ id }) => id).filter((id) => differing[id] === undefined));
    expect(unexplained.filter((ids) => ids.length > 0)).toEqual([]);
  });

  it("and where they do, each of their sentences is one expression: what takes more is written once, in policies/lib", () => {
    const long = alike.flat().filter((rule) => /\bif\s*\{|\bif every .*\{/.test(policyOf(rule)));
    expect(long.map(({ id }) => id)).toEqual([]);
  });

  it("nor is anything explained that does not look like another", () => {
    const known = new Set(alike.flat().map(({ id }) => id));
    expect(Object.keys(differing).filter((id) => !known.has(id))).toEqual([]);
  });

  it("so that a fact in place of a field, or a parameter of another name, does not make another question", () => {
    const asks = (of: string, list: string): string =>
      `package a\n\nimport input.resource\n\n# Why.\ndeny contains ["facts", "${of}"] if {\n\tresource.facts.${of} != null\n\tnot resource.facts.${of} in params.${list}\n}\n`;
    const field = 'package b\n\nimport input.resource\n\ndeny contains ["image"] if {\n\tresource.image != null\n\tnot resource.image in params.allowed\n}\n';
    expect(skeleton(asks("waysUp", "approved"))).toBe(skeleton(asks("administratorBy", "accounts")));
    expect(skeleton(asks("waysUp", "approved"))).toBe(skeleton(field));
    expect(skeleton(asks("waysUp", "approved"))).not.toBe(skeleton(field.replace("!=", "==")));
    expect(skeleton(field)).not.toBe(skeleton(field.replace("not resource.image", "not resource.baseImage")));
  });
});
