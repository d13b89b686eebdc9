import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));

/** The demo's estate lies in one partition, and an example is an example. */
const isExample = (file: string, line: string): boolean =>
  file.startsWith(join("src", "cli", "demo")) ||
  // AWS's own policies are read in the partition of whoever has them.
  file === join("src", "facts", "policies", "managed-policies.ts") ||
  /samples: \[/.test(line) ||
  /^\s*"arn:aws:[^"]+",$/.test(line) ||
  // How what is on record of AWS's policies is carried to other partitions.
  line.includes("value.replace(/^arn:aws:/") ||
  /^\s*(\/\/|\*|\/\*\*)/.test(line);

describe("The partition of an ARN", () => {
  it("is never assumed: what is not an example is made from the caller's identity", () => {
    const assumed = filesIn("src").flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, at) => (/arn:aws:/.test(line) && !isExample(file, line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
    );
    expect(assumed).toEqual([]);
  });
});
