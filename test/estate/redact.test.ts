import { describe, expect, it } from "vitest";
import { demoEstate } from "../../src/cli/demo/estate.ts";
import type { Estate } from "../../src/estate/estate.ts";
import { redact } from "../../src/estate/redact.ts";
import type { Shapes } from "../../src/estate/shape.ts";
import { allShapes } from "../../src/index.ts";

const estate = (config: Estate["resources"][number]["config"]): Estate => ({
  format: "sagewarden/estate@1",
  source: "terraform-plan",
  collectedAt: null,
  resources: [{ id: "a", kind: "k", name: "a", arn: null, account: "1", region: "r", createdAt: null, config, unknown: {}, defaulted: [] }],
  coverage: [{ account: "1", region: "r", kind: "k", phase: "list", state: "complete", seen: 1 }],
});

const shapes: Shapes = new Map([["k", { relations: {}, elementKeys: {}, runtime: [], secret: ["token", "parts.key"] }]]);

describe("redacting", () => {
  it("leaves of a secret only that it was there", () => {
    const [resource] = redact(
      estate({ token: "s3cret", open: "o", parts: [{ key: "s3cret", name: "n" }, { key: null }] }),
      shapes,
    ).resources;
    expect(resource?.config).toEqual({ open: "o", parts: [{ name: "n" }, { key: null }] });
    expect(resource?.unknown).toEqual({
      "/token": { reason: "sensitive", detail: "left out when the estate was saved", set: true },
      "/parts/0/key": { reason: "sensitive", detail: "left out when the estate was saved", set: true },
    });
  });

  it("leaves a known absence known", () => {
    expect(redact(estate({ token: null }), shapes)).toEqual(estate({ token: null }));
  });

  it("takes the scripts out of the demo, and nothing that is no secret", async () => {
    const whole = await demoEstate("2026-11-21T12:00:00Z");
    const text = JSON.stringify(redact(whole, allShapes()));
    expect(JSON.stringify(whole)).toContain("sparkmagic.template");
    expect(text).not.toContain("sparkmagic.template");
    expect(text).toContain("churn-emr-attach");
  });
});
