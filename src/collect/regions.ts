import { closest } from "../estate/closest.ts";
import { Problem } from "../estate/problem.ts";
import { ec2 } from "../kinds/operation.ts";
import type { Call } from "./call.ts";
import { isObject } from "../estate/json.ts";
import type { Failure } from "./failure.ts";
import type { Identity } from "./identity.ts";

/** Where services that have no region of their own answer, in each partition. */
const globalRegions: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-iso": "us-iso-east-1",
  "aws-iso-b": "us-isob-east-1",
  "aws-eusc": "eusc-de-east-1",
};

/** The region to ask about what belongs to the account as a whole; one that answers, where the partition is a new one. */
export const globalRegion = ({ partition }: Pick<Identity, "partition">, otherwise: string): string =>
  globalRegions[partition] ?? otherwise;

/** Where to ask who is calling, when nobody names a region: credentials are good in one partition only. */
export const anywhere: readonly string[] = ["aws", "aws-cn", "aws-us-gov"].flatMap((partition) => globalRegions[partition] ?? []);

/** A name that stands for others: `all`, or one with a star. */
export const isPattern = (name: string): boolean => name === "all" || name.includes("*");

/** `off`: what was asked for and is switched off in the account, by those who own it. */
export type Regions = { on: readonly string[]; off: readonly string[] };

const matcher = (patterns: readonly string[]): ((name: string) => boolean) => {
  const tests = patterns.map((pattern) => {
    const parts = (pattern === "all" ? "*" : pattern).split("*").map((part) => part.replaceAll(/[^a-z0-9-]/g, ""));
    return new RegExp(`^${parts.join("[a-z0-9-]*")}$`);
  });
  return (name) => tests.some((test) => test.test(name));
};

/** Every region that there is for the account, and whether it is on. */
const ask = async (call: Call, region: string): Promise<Map<string, boolean> | Failure> => {
  // EC2 tells it to whoever may describe anything there, while account:ListRegions is a right of its own that few scanners have.
  const answer = await call(ec2("DescribeRegions"), { AllRegions: true }, region);
  if (!answer.ok) return answer.failure;
  const told = answer.document["Regions"];
  const regions = (Array.isArray(told) ? told : []).filter(isObject);
  return new Map(regions.map((one) => [String(one["RegionName"]), one["OptInStatus"] !== "not-opted-in"]));
};

const unknownRegion = (name: string, known: Iterable<string>): Problem => {
  const guess = closest(name, known);
  return new Problem({
    code: "region-unknown",
    what: `There is no region ${name} for this account.${guess === undefined ? "" : ` Did you mean "${guess}"?`}`,
    todo: "Correct --region, or `regions:` in the configuration; `all` stands for every region that is on.",
  });
};

/** Regions that have been there for so long that nobody needs to ask whether there are. */
const old =
  /^(us-(east|west)-[12]|eu-(central-[12]|west-[123]|north-1|south-[12])|ap-(south-[12]|southeast-[1-7]|northeast-[123]|east-[12])|sa-east-1|ca-(central|west)-1|me-(south|central)-1|mx-central-1|af-south-1|il-central-1|cn-north-1|cn-northwest-1|us-gov-(east|west)-1)$/;

/**
 * The regions that are meant by names and patterns, for one account. Names that are known need no question; a name that nobody knows
 * is refused if AWS does not know it either, since a place that does not exist would look like one where nothing is wrong.
 */
export const resolveRegions = async (asked: readonly string[], call: Call, home: string): Promise<Regions | Failure> => {
  const patterns = asked.filter(isPattern);
  const names = asked.filter((name) => !isPattern(name));
  if (patterns.length === 0 && names.every((name) => old.test(name))) return { on: names, off: [] };
  const known = await ask(call, home);
  if (!(known instanceof Map)) return patterns.length === 0 ? { on: names, off: [] } : known;
  for (const name of names) if (!known.has(name)) throw unknownRegion(name, known.keys());
  const matches = matcher(patterns);
  const meant = [...known.keys()].filter(matches);
  const [none] = patterns.filter((pattern) => ![...known.keys()].some(matcher([pattern])));
  if (none !== undefined) throw unknownRegion(none, known.keys());
  const isOn = (name: string): boolean => names.includes(name) || known.get(name) === true;
  return {
    on: [...new Set([...names, ...meant.filter(isOn)])].sort(),
    off: meant.filter((name) => !isOn(name)).sort(),
  };
};
