import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkAgainstCatalogue } from "../../src/config/check-against-catalogue.ts";
import { parseConfig } from "../../src/config/load.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";

const page = readFileSync("docs/choosing.md", "utf8");
const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));

describe("docs/choosing.md", () => {
  it("shows a configuration that is accepted as it stands", () => {
    const [, yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    const loaded = parseConfig(yaml, "sagewarden.yaml");
    expect(() => checkAgainstCatalogue(loaded, catalogue)).not.toThrow();
    expect(loaded.config.exceptions).toMatchObject([
      { scope: { resource: "legacy-*", tags: { project: "legacy" } }, expires: "2027-03-31" },
    ]);
    expect(Object.keys(loaded.config.rules)).toEqual(["notebook-root-access", "required-tags"]);
  });
});
