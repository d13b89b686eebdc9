import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const stages = [
  "estate",
  "kinds",
  "schedule",
  "facts",
  "collect",
  "iac",
  "evaluate",
  "findings",
  "history",
  "permissions",
  "remediate",
  "config",
  "cli",
];

/** The smallest project with all stages and no forbidden import. */
const clean: Record<string, string> = {
  "package.json": JSON.stringify({
    name: "planted",
    type: "module",
    dependencies: { "@aws-sdk/client-sagemaker": "*", "@open-policy-agent/opa-wasm": "*", yaml: "*" },
    devDependencies: { "fast-check": "*" },
  }),
  "src/index.ts": stages
    .filter((stage) => stage !== "cli")
    .map((stage) => `export * from "./${stage}/${stage}.ts";`)
    .join("\n"),
  "src/kinds/registry.ts": 'import notebook from "./notebook.ts";\nexport const kinds = [notebook];',
  "src/kinds/notebook.ts": 'import { estate } from "../estate/estate.ts";\nexport default estate;',
  "src/kinds/kinds.ts": 'export { kinds } from "./registry.ts";',
  "src/cli/cli.ts": 'import "../index.ts";\nimport "../../reports/index.ts";',
  "reports/index.ts": 'export * from "./json/index.ts";\nexport * from "./sarif/index.ts";',
  "reports/json/index.ts": 'export { findings } from "../../src/findings/findings.ts";',
  "reports/sarif/index.ts": 'export { findings as sarif } from "../../src/findings/findings.ts";',
  ...Object.fromEntries(
    stages
      .filter((stage) => !["cli", "kinds"].includes(stage))
      .map((stage) => [`src/${stage}/${stage}.ts`, `export const ${stage} = "${stage}";`]),
  ),
};

export type Outcome = { status: number | null; output: string };

/** Lays out the project with more files, or with nothing to check, and runs the gate's architecture check in it. */
export const checkPlanted = (planted: Record<string, string>, { withoutModules = false } = {}): Outcome => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-arrows-"));
  try {
    for (const [path, text] of Object.entries({ ...clean, ...planted })) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      if (!withoutModules || !/^(src|reports)\//.test(path)) writeFileSync(join(folder, path), text);
    }
    for (const file of [".dependency-cruiser.mjs", "tsconfig.json"]) cpSync(join(repository, file), join(folder, file));
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, "scripts/check-architecture.ts")], {
      cwd: folder,
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
