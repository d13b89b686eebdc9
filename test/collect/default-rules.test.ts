import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { wantedBy } from "../../src/index.ts";
import { generateSeed } from "../estates/generate.ts";
import { scan } from "./scan.ts";
import { kind } from "./world.ts";

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const world = { seeds: [generateSeed({ seed: 5, size: 140, mix: { "training-job": 1 } })] };
const kinds = [kind("training-job")];

it.each(["baseline", "mlspace"])(
  "for the rules of %s, jobs come by the hundred from the list and Search, and none is described",
  async (profile) => {
    const wanted = wantedBy(parseConfig(`profile: ${profile}`, "sagewarden.yaml").config, catalogue);
    const { estate, calls } = await scan(world, { kinds, wanted });
    expect(calls).toEqual({
      "sagemaker:ListTrainingJobs": { sent: 2, throttled: 0, failed: 0 },
      "sagemaker:Search": { sent: 2, throttled: 0, failed: 0 },
      // Of the two pages, those that lack a key that matters; and who has no tag at all.
      "tagging:GetResources": { sent: 2, throttled: 0, failed: 0 },
      ...(calls["sagemaker:ListTags"] && { "sagemaker:ListTags": calls["sagemaker:ListTags"] }),
    });
    const { estate: whole } = await scan(world, { kinds });
    expect(estate.resources).toHaveLength(140);
    const known = (of: typeof estate): unknown[] => of.resources.map(({ config: { remoteDebug: _, ...config } }) => config);
    expect(known(estate)).toEqual(known(whole));
  },
);
