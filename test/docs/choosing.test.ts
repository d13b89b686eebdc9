import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkAgainstCatalogue } from "../../src/config/check-against-catalogue.ts";
import { parseConfig } from "../../src/config/load.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { chosenBy } from "../../src/wanted.ts";

const page = readFileSync("docs/choosing.md", "utf8");
const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const shown = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = ""]) => parseConfig(yaml, "sagewarden.yaml"));

describe("docs/choosing.md", () => {
  it("shows configurations that are accepted as they stand", () => {
    expect(shown).toHaveLength(2);
    for (const loaded of shown) expect(() => checkAgainstCatalogue(loaded, catalogue)).not.toThrow();
  });

  it("shows a profile of one's own that does what the page says", () => {
    const chosen = chosenBy(parseConfig("profile: cost", "cost.yaml").config, catalogue);
    const own = shown.flatMap(({ config }) => (config.profile === "research" ? chosenBy(config, catalogue) : []));
    const added = own.map(({ rule }) => rule.id).filter((id) => !chosen.some(({ rule }) => rule.id === id));
    expect(added).toEqual(["notebook-root-access", "required-tags"]);
    expect(own.find(({ rule }) => rule.id === "idle-timeout")).toMatchObject({ parameters: { maxMinutes: 180 }, severity: "medium" });
  });

  it("shows changes of single rules and an exception", () => {
    const [config] = shown.map((loaded) => loaded.config).filter(({ profile }) => profile === "baseline");
    expect(config?.exceptions).toMatchObject([{ scope: { resource: "legacy-*", tags: { project: "legacy" } }, expires: "2027-03-31" }]);
    expect(Object.keys(config?.rules ?? {})).toEqual(["notebook-root-access", "required-tags"]);
  });

  it("names every profile of the catalogue", () => {
    const named = [...page.matchAll(/^\| `([a-z]+)` +\|/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(catalogue.profiles.map(({ name }) => name).toSorted());
  });
});
