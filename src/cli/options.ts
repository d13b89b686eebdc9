import { type Command, InvalidArgumentError, Option } from "commander";
import type { Overrides } from "../config/load.ts";
import { severities, unknownModes } from "../config/choices.ts";

/** The options of every verb, as commander hands them over. */
export type GlobalOptions = { config?: string; now?: string; color: boolean; debug?: true; quiet?: true };
/** Those of the verbs that judge. */
export type JudgeOptions = GlobalOptions & {
  profile?: string;
  format: Output[];
  failOn?: (typeof severities)[number];
  allowIncomplete?: string[];
  unknown?: (typeof unknownModes)[number];
};

/** Where a live look is taken, in place of what the configuration says. */
export type PlaceOptions = { region?: string[]; awsProfile?: string[] };

/** `-f html=out.html`; without a file it goes to stdout. */
export type Output = { format: string; file: string | null };

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

export const parseInstant = (text: string): string => {
  const time = Date.parse(text);
  if (!instant.test(text) || Number.isNaN(time)) throw new InvalidArgumentError("It must be an instant such as 2027-03-31T18:00:00Z.");
  return new Date(time).toISOString().replace(".000Z", "Z");
};

const parseOutput = (text: string, before: Output[]): Output[] => {
  const [format = "", ...file] = text.split("=");
  if (file.length > 0 && file.join("=") === "") throw new InvalidArgumentError(`After ${format}= a file name is missing.`);
  return [...before, { format, file: file.length > 0 ? file.join("=") : null }];
};

export const collectWords = (word: string, before: string[] | undefined): string[] => {
  const words = word.split(",").filter((part) => part !== "");
  // As `--region "$REGION"` with an unset variable: leaving it out would do something else than was meant.
  if (words.length === 0) throw new InvalidArgumentError("It is empty.");
  return [...(before ?? []), ...words];
};

export const globalOptions = (): Option[] => [
  new Option("--config <file>", "the configuration (default: sagewarden.yaml here)"),
  new Option("--now <time>", "judge as if it were this instant").argParser(parseInstant),
  new Option("--no-color", "no colours; NO_COLOR does the same"),
  new Option("--debug", "show where an unexpected failure came from"),
  new Option("-q, --quiet", "no report on the terminal, no progress"),
];

export const formatOption = (): Option =>
  new Option("-f, --format <format[=file]>", "write the report in this format; repeatable (see `report --help`)")
    .argParser(parseOutput)
    .default([], "terminal");

const placeOptions = (): Option[] => [
  new Option("--region <name>", "look here: a name, eu-*, or all; repeatable (default: the configuration's, else AWS's own)").argParser(
    collectWords,
  ),
  new Option("--aws-profile <name>", "look at the account of this profile; repeatable (default: the configuration's accounts)").argParser(
    collectWords,
  ),
];

export const withPlaces = (command: Command): Command => placeOptions().reduce((one, option) => one.addOption(option), command);

/** A profile that is named twice is still one account. */
export const placesOf = ({ region, awsProfile }: PlaceOptions): Pick<Overrides, "regions" | "accounts"> => ({
  ...(region && { regions: region }),
  ...(awsProfile && { accounts: [...new Set(awsProfile)].map((profile) => ({ profile })) }),
});

export const judgeOptions = (): Option[] => [
  new Option("--profile <name>", "which rules to judge"),
  formatOption(),
  new Option("--fail-on <severity>", "exit 1 from this severity on").choices(severities),
  new Option("--allow-incomplete <cells>", "cells (account/region/kind/phase, with *) that may be incomplete").argParser(collectWords),
  new Option("--unknown <mode>", "what unknown verdicts do: fail ends in exit 3").choices(unknownModes),
];
