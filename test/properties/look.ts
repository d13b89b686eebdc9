import { readFile } from "node:fs/promises";
import { parseConfig } from "../../src/config/load.ts";
import { type Cell, isComplete } from "../../src/estate/cell.ts";
import type { Estate } from "../../src/estate/estate.ts";
import type { VerdictWord } from "../../src/evaluate/verdict.ts";
import { judge, loadCatalogue, loadWasmPolicy } from "../../src/index.ts";
import { scanOf, type ScanOptions } from "../collect/scan.ts";
import { configFor } from "../estates/words.ts";
import { servedKinds } from "../fake-aws/served.ts";
import { start } from "../fake-aws/samples.ts";
import { startFakeAws, type FakeAws, type FakeAwsOptions } from "../fake-aws/server.ts";

const root = new URL("../../", import.meta.url);
const catalogue = loadCatalogue(await readFile(new URL("rules/catalogue.json", root), "utf8"));
const policy = await loadWasmPolicy(new Uint8Array(await readFile(new URL("policies/policy.wasm", root))));
const { config } = parseConfig(configFor(start), "the configuration of generated estates");

/** What one scan saw, and what was made of it: rule and resource -> verdict. */
export type Look = { estate: Estate; verdicts: ReadonlyMap<string, VerdictWord>; asked: ReadonlySet<string> };

/** Everything that is shown to people comes from here on: collected over HTTP, judged by the wasm that users run. */
export const look = async (fake: FakeAws, options: ScanOptions = {}): Promise<Look> => {
  const { estate } = await scanOf(fake, { kinds: servedKinds, ...options });
  const report = judge({ estate, config, catalogue, policy, now: start, version: "0", target: "generated" });
  const verdicts = report.resources.flatMap(({ id, verdicts: words }) =>
    Object.entries(words).map(([rule, word]): [string, VerdictWord] => [`${rule} ${id}`, word]),
  );
  return {
    estate,
    verdicts: new Map(verdicts),
    asked: new Set(fake.log.entries.map(({ service, operation }) => `${service}:${operation}`)),
  };
};

export const lookAt = async (world: FakeAwsOptions, options: ScanOptions = {}): Promise<Look> => {
  await using fake = await startFakeAws(world);
  return await look(fake, options);
};

/** Both say that there is nothing to mend. */
const sideOf = (word: VerdictWord): VerdictWord => (word === "not-applicable" ? "pass" : word);

/** Verdicts that a look gave and that no clean look at the same estate would have given: they may differ to unknown only. */
export const departures = (clean: readonly Look[], seen: Look): string[] =>
  [...seen.verdicts].flatMap(([what, word]) => {
    const words = clean.flatMap(({ verdicts }) => verdicts.get(what) ?? []);
    return word === "unknown" || words.some((one) => sideOf(one) === sideOf(word)) ? [] : [`${what}: ${word}, not ${words.join(" or ")}`];
  });

export const passes = ({ verdicts }: Look): string[] => [...verdicts].flatMap(([what, word]) => (word === "pass" ? [what] : []));

export const gaps = ({ estate }: Look): Cell[] => estate.coverage.filter((cell) => !isComplete(cell));
