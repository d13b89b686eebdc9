import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { opaVersion } from "./opa.ts";

/** What the last whole run of the tests passed with: the gate does not run them once more over the very same files. */
const record = ".sagewarden/check/tested";

/** All files that git has or would take, with the programs that run them; nothing where git cannot say. */
export const filesHash = (root: string): string | undefined => {
  const { status, stdout } = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) return undefined;
  const hash = createHash("sha256").update(`${process.version} ${opaVersion}\0`);
  for (const file of [...new Set(stdout.split("\0"))].filter((name) => name !== "").sort()) {
    try {
      hash.update(`${file}\0`).update(
        createHash("sha256")
          .update(readFileSync(join(root, file)))
          .digest(),
      );
    } catch {
      // Deleted, and not yet committed: that is a state of its own.
      hash.update("gone");
    }
  }
  return hash.digest("hex");
};

export const forgetTested = (root: string): void => rmSync(join(root, record), { force: true });

/** Files that changed while they were tested were not all tested. */
export const recordTested = (root: string, before: string | undefined): void => {
  if (before === undefined || before !== filesHash(root)) return;
  mkdirSync(dirname(join(root, record)), { recursive: true });
  writeFileSync(join(root, record), before);
};

export const isTested = (root: string): boolean => {
  try {
    return readFileSync(join(root, record), "utf8") === filesHash(root);
  } catch {
    return false;
  }
};
