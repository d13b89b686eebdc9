import { expect, it } from "vitest";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { environment } from "../fake-aws/environment.ts";
import { sagewarden } from "./in-process.ts";

it("--explain-calls says which calls a scan would make, and makes none", async () => {
  let asked = 0;
  const server = createServer((_, response) => void (asked++, response.end()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const env = environment(`http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`);
  const { code, stdout, stderr } = await sagewarden(["scan", "--explain-calls", "--region", "eu-central-1", "--since", "2026-11-01"], {
    cwd: tmpdir(),
    env,
  });
  server.close();
  expect([code, stderr, asked]).toEqual([0, "", 0]);
  expect(stdout).toMatch(/^notebook-instance +list, describe each; tags by the hundred/m);
  expect(stdout).toContain("what was created since 2026-11-01T00:00:00.000Z");
  expect(stdout).toMatch(/At least \d+ calls: \d+ in each of 1 region \(eu-central-1\)/);
});
