import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeNotebookInstanceCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { expect, it } from "vitest";
import { isObject } from "../../src/estate/json.ts";
import { notebook, region, seedOf } from "./samples.ts";

it("The stand-in serves a seed by itself, and says how to reach it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
  const file = join(folder, "seed.json");
  writeFileSync(file, JSON.stringify(seedOf({ "notebook-instance": [notebook("ada")] })));
  const server = spawn(process.execPath, ["test/fake-aws/serve.ts", "--seed", file], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    for await (const line of createInterface(server.stdout)) {
      const said: unknown = JSON.parse(line);
      Object.assign(process.env, isObject(said) ? said["env"] : {});
      break;
    }
    const client = new SageMakerClient({ region, maxAttempts: 1 });
    expect(await client.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: "ada" }))).toMatchObject({
      RootAccess: "Disabled",
    });
    client.destroy();
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
});
