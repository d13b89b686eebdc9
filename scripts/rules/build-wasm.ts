import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { opa } from "../opa.ts";

const block = 512;

const textAt = (tar: Buffer, from: number, length: number): string => tar.toString("latin1", from, from + length).replace(/\0.*$/s, "");

/** One file out of a tar archive, as OPA writes bundles. */
const untar = (tar: Buffer, name: string): Uint8Array<ArrayBuffer> => {
  for (let at = 0; at + block <= tar.length;) {
    const size = Number.parseInt(textAt(tar, at + 124, 12), 8) || 0;
    if (textAt(tar, at, 100).replace(/^\.?\//, "") === name) return Uint8Array.from(tar.subarray(at + block, at + block + size));
    at += block + Math.ceil(size / block) * block;
  }
  throw new Error(`the bundle that OPA built has no ${name}`);
};

/**
 * Compiles the policies, with one entry point per kind. File names are part of what comes out, so it always runs at the root with
 * the same relative path; and without optimisation, which changes verdicts (policies/README.md).
 */
export const buildWasm = (kinds: readonly string[], cwd: string): Uint8Array<ArrayBuffer> => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-policy-"));
  try {
    const bundle = join(folder, "bundle.tar.gz");
    const entrypoints = kinds.flatMap((kind) => ["-e", `sagewarden/kinds/${kind}/answer`]);
    const ignored = ["--ignore", "*.json", "--ignore", "*_test.rego"];
    opa(
      ["build", "-O0", "-t", "wasm", "--capabilities", "policies/capabilities.json", ...entrypoints, ...ignored, "-o", bundle, "policies"],
      { cwd },
    );
    return untar(gunzipSync(readFileSync(bundle)), "policy.wasm");
  } finally {
    rmSync(folder, { recursive: true });
  }
};
