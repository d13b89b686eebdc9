import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Problem } from "../src/estate/problem.ts";

/** The one place that pins OPA: the wasm is compared byte by byte, so another version is another policy. */
export const opaVersion = "1.22.0";

const install = `Install it with \`go install github.com/open-policy-agent/opa@v${opaVersion}\` and see that it is on the PATH or in $(go env GOPATH)/bin.`;

const versionOf = (binary: string): string | undefined => {
  const { status, stdout } = spawnSync(binary, ["version"], { encoding: "utf8" });
  return status === 0 ? /^\s*Version:\s*(\S+)/m.exec(stdout)?.[1] : undefined;
};

/** Where `go install` puts it, whether or not that place is on the PATH. */
const installed = (): string[] => {
  const { status, stdout } = spawnSync("go", ["env", "GOPATH"], { encoding: "utf8" });
  const gopath = status === 0 ? stdout.trim() : "";
  return gopath === "" ? [] : [join(gopath, "bin", "opa")];
};

let found: string | undefined;

export const findOpa = (): string => {
  if (found !== undefined) return found;
  const versions: string[] = [];
  for (const candidate of [() => ["opa"], installed].flatMap((list) => list())) {
    const version = versionOf(candidate);
    if (version === opaVersion) return (found = candidate);
    if (version !== undefined) versions.push(version);
  }
  const what =
    versions.length > 0 ? `OPA ${versions.join(" and ")} is here, but the policies are built by ${opaVersion}.` : "OPA is not here.";
  throw new Problem({ code: "opa-absent", what, todo: install });
};

/** Whether the pinned OPA is here: what needs it is left out, and says so, where it is not. */
export const hasOpa = (): boolean => {
  try {
    return findOpa() !== "";
  } catch {
    return false;
  }
};

/** Runs OPA and gives what it printed. What it refuses becomes a Problem with its words. */
export const opa = (args: readonly string[], { cwd }: { cwd: string }): string => {
  const { status, stdout, stderr, error } = spawnSync(findOpa(), args, { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status === 0) return stdout;
  throw new Problem(
    {
      code: "opa-refused",
      what: `opa ${args[0] ?? ""} refused: ${`${stderr}${stdout}`.trim() || (error?.message ?? "no reason given")}`,
      todo: "Mend the policy that it names.",
    },
    error ? { cause: error } : undefined,
  );
};
