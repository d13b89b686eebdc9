import { describe, expect, it } from "vitest";
import { scriptSteps } from "../../src/kinds/script-steps.ts";
import { secretVariable } from "../../src/kinds/secret-shapes.ts";

/** As long as AWS lets a script be. */
const longest = 16_384;
const filled = (piece: string): string => piece.repeat(Math.ceil(longest / piece.length)).slice(0, longest);

const spent = (act: () => unknown): number => {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** Far above what they take, and far below what each of them took when reading was not linear. */
const allowed = 1500;

describe("A script that is made to keep its reader busy", () => {
  it.each([
    '"$(',
    "$($(a) ",
    '`"$(',
    "<<a\na\n",
    "a\n",
    "a|",
    "a=$a$b;b=$a$a;",
    "x=$x$x\n",
    "cd a\n",
    "wget https://h/x\nbash y\n",
    "git clone https://h/r\n",
    "cat >a <<E\nb\nE\n./a\n",
    "echo QUJD|base64 -d|bash\n",
    "f() { f;",
    "docker login ",
    "mysql ",
    "a_",
    "eyJaaaaaaaaaa.",
    "sk-",
    "http://a:",
    "--a-b-",
  ])("is read in a moment: %j over and over", (piece) => {
    expect(spent(() => scriptSteps(filled(piece), "notebook"))).toBeLessThan(allowed);
    expect(spent(() => secretVariable("A", filled(piece)))).toBeLessThan(allowed);
  });
});
