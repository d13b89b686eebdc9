import { spawnSync } from "node:child_process";
import { hasOpa, opaVersion } from "./opa.ts";
import { testRego } from "./test-rego.ts";

// `npm test`: everything that can be tested here. `npm test -- PATTERN…` runs those tests alone.
const chosen = process.argv.slice(2);
const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...chosen], { stdio: "inherit" });
let ok = status === 0;

if (chosen.length === 0) {
  if (hasOpa()) ok = testRego() && ok;
  else
    console.log(
      `Left out: the unit tests of the Rego sources, which need OPA ${opaVersion}. The committed policies/policy.wasm was tested above.`,
    );
}

if (!ok) process.exitCode = 1;
