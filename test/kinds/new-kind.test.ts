import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Problem } from "../../src/estate/problem.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import { draftKind } from "../../scripts/new-kind.ts";
import { operationShape } from "../fake-aws/shapes.ts";

const folder = mkdtempSync(join(tmpdir(), "new-kind-"));
afterAll(() => rmSync(folder, { recursive: true }));

const load = async (name: string): Promise<Kind> => {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, draftKind(name).replaceAll('"./', `"${join(import.meta.dirname, "../../src/kinds")}/`));
  const loaded: { default: Kind } = await import(file);
  return loaded.default;
};

describe("A new kind", () => {
  it.each(["processing-job", "feature-group", "mlflow-tracking-server", "cluster"])(
    "%s is drafted from what the SDK says of it",
    async (name) => {
      const kind = await load(name);
      expect(kind.name).toBe(name);
      expect(kind.fields["name"]?.shape).toBe("leaf");
      for (const { service, name: operation } of [kind.list.operation, ...kind.describe.map((one) => one.operation)])
        expect(operationShape(service, operation)).toBeDefined();
      expect(Object.keys(kind.fields).length).toBeGreaterThan(3);
    },
  );

  it("keeps what AWS sets apart from what people choose", async () => {
    const { fields, identity } = await load("processing-job");
    expect(fields).toMatchObject({ status: { change: "read-only", runtime: true }, roleArn: { change: "recreate" } });
    expect(identity).toMatchObject({ name: "ProcessingJobName", arn: "ProcessingJobArn", createdAt: "CreationTime" });
    expect(fields).not.toHaveProperty("arn");
  });

  it("is named by the member that AWS names it by", async () => {
    const { fields, identity } = await load("mlflow-tracking-server");
    expect(fields["name"]).toMatchObject({ api: "TrackingServerName", nullable: false });
    expect(identity).toMatchObject({ name: "TrackingServerName", arn: "TrackingServerArn" });
  });

  it("must be something that SageMaker has, and says what was meant", () => {
    expect(() => draftKind("proccessing-job")).toThrow(Problem);
    expect(() => draftKind("proccessing-job")).toThrow('Did you mean "processing-job"?');
  });
});
