import { spawnSync } from "node:child_process";
import { root } from "./generated-files.ts";
import { hasOpa, opaVersion } from "./opa.ts";
import { countingVitest, forgetCounts } from "./test-counts.ts";
import { testRego } from "./test-rego.ts";
import { filesHash, forgetTested, recordTested } from "./tested.ts";

// `npm test`: everything that can be tested here. `npm test -- PATTERN…` runs those tests alone.
const chosen = process.argv.slice(2);
const isWhole = chosen.length === 0;
const before = filesHash(root);
if (isWhole) {
  forgetTested(root);
  forgetCounts();
}
const { status } = spawnSync(process.execPath, isWhole ? countingVitest : ["node_modules/vitest/vitest.mjs", "run", ...chosen], {
  stdio: "inherit",
});
let ok = status === 0;

if (isWhole) {
  if (hasOpa()) {
    ok = testRego() && ok;
    if (ok) recordTested(root, before);
  } else
    console.log(
      `Left out: the unit tests of the Rego sources, which need OPA ${opaVersion}. The committed policies/policy.wasm was tested above.`,
    );
}

if (!ok) process.exitCode = 1;
