import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, silent } from "../../src/evaluate/decide.ts";
import type { Blocked } from "../../src/evaluate/project.ts";
import type { Rule } from "../../src/evaluate/rule.ts";

const rule = (reads: string[]): Rule => ({
  id: "r",
  title: "r",
  family: "f",
  kinds: ["k"],
  severity: "high",
  message: "m",
  why: "w",
  fix: {},
  fixable: "none",
  examples: [],
  reads,
  emits: { deny: true, skip: true, settled: true, unsure: true },
});
const open = (path: (string | number)[], whole = false): Blocked => ({ path, unknown: { reason: "denied", detail: "no" }, whole });
const verdict = (reads: string[], said: Partial<typeof silent>, blocked: Blocked[]) =>
  decide(rule(reads), { ...silent, ...said }, blocked).verdict;

describe("The order of the verdict", () => {
  it("is pass when the rule says nothing and all that it reads is known", () => {
    expect(verdict(["a"], {}, [])).toBe("pass");
    expect(verdict(["a"], {}, [open(["b"])])).toBe("pass");
  });

  it("is unknown when the rule says nothing and something that it reads is open", () => {
    expect(verdict(["a"], {}, [open(["a"])])).toBe("unknown");
  });

  it("is fail when the rule denies on what is known, whatever else is open", () => {
    expect(verdict(["a", "b"], { deny: [["a"]] }, [open(["b"])])).toBe("fail");
  });

  it("is unknown, not fail, when the rule denies on a list that must be complete and is not", () => {
    expect(verdict(["apps[all].state"], { deny: [["apps"]] }, [open(["apps", "-"], true)])).toBe("unknown");
  });

  it("does not ask for a complete list where the rule does not apply or is settled", () => {
    expect(verdict(["apps[all].state"], { skip: true }, [open(["apps", "-"], true)])).toBe("not-applicable");
    expect(verdict(["apps[all].state"], { settled: true }, [open(["apps", "-"], true)])).toBe("pass");
  });

  it("puts fail before not-applicable, and not-applicable before pass", () => {
    expect(verdict(["a"], { deny: [["a"]], skip: true, settled: true }, [])).toBe("fail");
    expect(verdict(["a"], { skip: true, settled: true }, [])).toBe("not-applicable");
  });

  it("takes what lies below a relation that leads to nobody as answered by who asks whether it is missing, and by nobody else", () => {
    const gone = { ...open(["parts", 1, "role", "tags"]), gone: ["parts", 1, "role"] };
    const reads = ["parts[*].role.missing", "parts[*].role.tags.project"];
    expect(verdict(reads, {}, [gone])).toBe("pass");
    expect(verdict(reads, { aside: true }, [gone])).toBe("not-applicable");
    expect(verdict(["parts[*].role.tags.project"], {}, [gone])).toBe("unknown");
    expect(verdict(["parts[*].key.missing", "parts[*].role.tags.project"], {}, [gone])).toBe("unknown");
    expect(verdict(reads, {}, [gone, open(["parts", "-"])])).toBe("unknown");
    expect(verdict(reads, {}, [open(["parts", 1, "role"])])).toBe("unknown");
  });

  it("lets a read meet an unknown above it, below it and beside it in a list, but not one of another name", () => {
    expect(verdict(["a.b"], {}, [open(["a"])])).toBe("unknown");
    expect(verdict(["a"], {}, [open(["a", "b", 3])])).toBe("unknown");
    expect(verdict(["list[*].image"], {}, [open(["list", 2, "image"])])).toBe("unknown");
    expect(verdict(["list[*].image"], {}, [open(["list", "-"])])).toBe("unknown");
    expect(verdict(["list[*].image"], {}, [open(["list", 2, "mode"])])).toBe("pass");
  });

  it("never passes while something that it reads is open, unless the rule settled it", () => {
    const step = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean(), (path, whole, skip) => {
        const answer = verdict([path.join(".")], { skip }, [open(path, whole)]);
        expect(answer).toBe(skip ? "not-applicable" : "unknown");
      }),
    );
  });
});
