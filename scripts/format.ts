import { spawnSync } from "node:child_process";
import { hasOpa, opa } from "./opa.ts";

const { status } = spawnSync(process.execPath, ["node_modules/prettier/bin/prettier.cjs", "--write", "--log-level", "warn", "."], {
  stdio: "inherit",
});
if (status !== 0) process.exitCode = 1;

if (hasOpa()) opa(["fmt", "--write", "policies"], { cwd: process.cwd() });
else console.log("Left out: `opa fmt`, as OPA is not here.");
