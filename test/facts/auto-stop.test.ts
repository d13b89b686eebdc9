import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellState } from "../../src/estate/cell.ts";
import { estateOf, factOf, nowhere } from "./estate.ts";
import { onlyEverHides } from "./hide-facts.ts";

const worldOf = (onStart: string | null, name: string | null = "setup", states: Record<string, CellState> = {}) =>
  estateOf(
    [
      { kind: "notebook-instance", name: "explore", config: { lifecycleConfigName: name } },
      { kind: "notebook-lifecycle-config", name: "setup", config: { onStart, onCreate: null } },
    ],
    states,
  );
const autoStop = (...args: Parameters<typeof worldOf>) => factOf(worldOf(...args), "autoStop");

describe("whether a notebook stops by itself", () => {
  test.each([
    ["AWS's sample", "(crontab -l; echo '*/5 * * * * /usr/bin/python $PWD/autostop.py --time 3600') | crontab -"],
    ["the sample's other name", "bash auto-stop-idle/on-start.sh"],
    ["the command", "aws sagemaker stop-notebook-instance --notebook-instance-name $NAME"],
    ["the operation in Python", "client.stop_notebook_instance(NotebookInstanceName=name)"],
    ["a script that is fetched and says what it is", "wget https://example.org/autostop.py"],
  ])("is seen by %s", (_, line) => {
    expect(autoStop(`#!/bin/bash\n${line}\n`)).toBe(true);
  });

  test.each<[string, string | null, string | null]>([
    ["no lifecycle configuration", null, null],
    ["no start script", null, "setup"],
    ["a script that does other things", "pip install pandas==2.3.1\n", "setup"],
    ["a comment alone", "# todo: autostop.py\n", "setup"],
  ])("is not so with %s", (_, script, name) => {
    expect(autoStop(script, name)).toBe(false);
  });

  test("is unknown where the script fetches what it runs, or was not seen", () => {
    expect(autoStop("curl -s https://example.org/setup.sh | bash\n")).toEqual({ unknown: "unresolved" });
    expect(autoStop(null, "gone")).toEqual({ unknown: "unmatched" });
    expect(autoStop(null, "gone", { "notebook-lifecycle-config": "denied" })).toEqual({ unknown: "denied" });
  });

  test("hiding anything moves it only to unknown", () => {
    const line = fc.constantFrom("python autostop.py", "echo hello", "curl https://example.org/x | sh", "# autostop");
    const worlds = fc
      .record({
        onStart: fc.option(fc.array(line, { maxLength: 2 }).map((lines) => lines.join("\n"))),
        name: fc.constantFrom("setup", "setup", null),
      })
      .map(({ onStart, name }) => ({ estate: worldOf(onStart, name), context: nowhere }));
    const { autoStop: count } = onlyEverHides(worlds, ["autoStop"], 500);
    expect(count?.known).toBeGreaterThan(200);
    expect(count?.hidden).toBeGreaterThan(20);
  });
});
