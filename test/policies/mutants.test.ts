import { describe, expect, it } from "vitest";
import { mutantsOf } from "../../scripts/rules/mutants.ts";

const policy = `package sagewarden.rules["some-rule"]

import input.resource

# deny == nothing
deny contains ["volume", "size"] if {
	resource.state == "InService"
	not resource.volumeGb <= 16384
}

settled if resource.volumeGb == null
`;
const changed = (): string[] => mutantsOf(policy).map(({ line, to }) => `${line}: ${to}`);

describe("The mutants of a policy", () => {
  it("differ from it in one place each", () => {
    const lines = policy.split("\n");
    for (const { text, line } of mutantsOf(policy)) {
      const differing = text.split("\n").flatMap((one, index) => (one === lines[index] ? [] : [index + 1]));
      expect(differing).toEqual([line]);
    }
  });

  it("change each comparison, negation, number and text of what decides", () => {
    expect(changed()).toEqual([
      '7: resource.state != "InService"',
      '7: resource.state == "InService?"',
      "8: not resource.volumeGb < 16384",
      "8: not resource.volumeGb > 16384",
      "8: resource.volumeGb <= 16384",
      "8: not resource.volumeGb <= 16385",
      "11: settled if resource.volumeGb != null",
    ]);
  });

  it("leave names, comments and the heads that point at evidence alone", () => {
    expect(mutantsOf('package a["b"]\n\n# x == "y"\ndeny contains ["field", "x"] if {\n')).toEqual([]);
    expect(mutantsOf('deny contains ["field"] if resource.has.field == false').map(({ to }) => to)).toEqual([
      'deny contains ["field"] if resource.has.field != false',
      'deny contains ["field"] if resource.has.field == true',
    ]);
  });
});
