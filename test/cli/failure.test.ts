import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainFailure, usageText } from "../../src/cli/failure.ts";
import type { Io } from "../../src/cli/io.ts";
import { Problem } from "../../src/estate/problem.ts";

const told = (error: unknown, debug = false): { code: number; text: string } => {
  let text = "";
  const sink = {
    write: (part: string) => {
      text += part;
    },
    isTerminal: false,
    columns: undefined,
  };
  const io: Io = { cwd: "/", env: {}, stdout: sink, stderr: sink, clock: () => "", signal: new AbortController().signal };
  return { code: explainFailure(error, io, debug), text };
};

describe("a failure", () => {
  it("that is a Problem gives its paragraph and its exit code", () => {
    expect(told(new Problem({ code: "x", what: "It broke.", where: "here", todo: "Mend it." }))).toEqual({
      code: 2,
      text: "sagewarden: It broke. (here) Mend it.\n",
    });
    expect(told(new Problem({ code: "x", what: "It broke.", todo: "Mend it.", exitCode: 4 })).code).toBe(4);
  });

  it("that nobody foresaw is told without a stack, and with one under --debug", () => {
    const { code, text } = told(new TypeError("x is not a function"));
    expect(code).toBe(2);
    expect(text).toMatch(/^sagewarden: something unexpected went wrong: x is not a function\. .*--debug.*\n$/);
    expect(told(new TypeError("x"), true).text).toMatch(/\n {4}at /);
  });

  it("never sends a control character to the terminal, and stays one line, whatever names are in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (name) => {
        const { text } = told(new Problem({ code: "x", what: `There is no ${name}.`, where: name, todo: "Mend it." }));
        // oxlint-disable-next-line no-control-regex
        expect(text.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
      }),
    );
  });

  it("of usage is put as one paragraph", () => {
    expect(usageText("error: unknown option '--x'\n(Did you mean --y?)\n")).toBe("unknown option '--x'. Did you mean --y?");
  });
});
