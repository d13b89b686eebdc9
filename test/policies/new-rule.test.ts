import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/generated-files.ts";
import { draftRule } from "../../scripts/new-rule.ts";
import { hasOpa, opa } from "../../scripts/opa.ts";
import { checkPolicies } from "../../scripts/rules/check-policies.ts";
import { deriveRule } from "../../scripts/rules/derive-rule.ts";
import { readEntries } from "../../scripts/rules/read-entries.ts";
import { world } from "../../scripts/rules/world.ts";
import { kindNamed, kinds } from "../../src/kinds/registry.ts";
import type { Kind } from "../../src/kinds/kind.ts";

const folder = mkdtempSync(join(tmpdir(), "sagewarden-new-rule-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const part of ["policies", "rules"]) cpSync(join(root, part), join(folder, part), { recursive: true });

const drafted = (kind: Kind): Record<string, string> => draftRule({ family: "drafts", id: `draft-of-${kind.name}`, kind });
const draftable = kinds.filter((kind) => {
  try {
    return Object.keys(drafted(kind)).length > 0;
  } catch {
    return false;
  }
});

describe("A new rule", () => {
  it("is three files, of one stem", () => {
    const kind = kindNamed("emr-cluster");
    if (!kind) throw new Error("there is no emr-cluster");
    expect(Object.keys(draftRule({ family: "emr", id: "emr-logs-kms", kind }))).toEqual([
      "rules/emr/emr-logs-kms.yaml",
      "policies/emr/emr_logs_kms.rego",
      "test/oracles/emr-logs-kms.ts",
    ]);
  });

  it("can be drafted for most kinds", () => expect(draftable.length).toBeGreaterThanOrEqual(8));

  it("joins the baseline without being mentioned there, and says that its words are missing", () => {
    for (const kind of draftable)
      for (const [file, text] of Object.entries(drafted(kind))) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
    const { rules, profiles } = readEntries(folder);
    const drafts = rules.filter(({ family }) => family === "drafts");
    expect(drafts.length).toBe(draftable.length);
    for (const draft of drafts) {
      expect(profiles.find(({ name }) => name === "baseline")?.rules).toContain(draft.id);
      expect(JSON.stringify(draft)).toMatch(/fill in/i);
    }
  });

  it.skipIf(!hasOpa())("builds as it is drafted", () => {
    const drafts = readEntries(folder).rules.filter(({ family }) => family === "drafts");
    expect(drafts.length).toBeGreaterThan(0);
    checkPolicies(drafts, world, folder);
    for (const draft of drafts) expect(deriveRule(draft, world, folder).reads).toEqual([expect.stringMatching(/^has\./)]);
    expect(opa(["fmt", "-l", "policies/drafts"], { cwd: folder })).toBe("");
  });
});
