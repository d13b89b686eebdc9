import { type Command, Option } from "commander";
import { visible } from "../../reports/visible.ts";
import { Problem } from "../estate/problem.ts";
import type { CheckedPlace, Identity } from "../index.ts";
import { type Check, checkClock, checkEndpoints, checkPolicy, checkState } from "./checks.ts";
import { wallClock } from "./clock.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { prepare, sayOutcome, type Setting } from "./judging.ts";
import { regionsOf } from "./live.ts";
import { collectWords, type GlobalOptions } from "./options.ts";
import { columns } from "./paragraph.ts";

type Options = GlobalOptions & { profile?: string; region?: string[]; format: "terminal" | "json" };

/** `refusal`: why nobody knows who is calling, so that nothing could be asked. */
type Findings = { checks: Check[]; identity: Identity | null; places: CheckedPlace[]; refusal?: Problem };

const help = `
Asks AWS once, for as little as can be, for everything that the chosen rules need; changes nothing. Exit code 3: something is
missing, or could not be told.`;

const examine = async (io: Io, { loaded, catalogue }: Setting): Promise<Findings> => {
  const { awsClients, checkPermissions, identify, kinds, wantedBy } = await import("../index.ts");
  const configuration: Check = {
    name: "configuration",
    state: "ok",
    detail: `${loaded.config.file ?? "built in"}, profile ${loaded.config.profile}`,
  };
  const checks = [configuration, await checkPolicy(), await checkState(io), checkEndpoints(io)];
  const regions = await regionsOf(loaded.config.regions, io);
  const clients = awsClients();
  try {
    checks.push(await checkClock(regions[0]));
    const identity = await identify(clients, regions);
    const wanted = wantedBy(loaded.config, catalogue);
    const places: CheckedPlace[] = [];
    for (const region of regions) places.push(await checkPermissions({ kinds, wanted, clients, clock: wallClock, identity, region }));
    return { checks, identity, places };
  } catch (error) {
    if (error instanceof Problem && error.facts.code === "no-identity") return { checks, identity: null, places: [], refusal: error };
    throw error;
  } finally {
    clients.close();
  }
};

const placeText = ({ account, region, probes }: CheckedPlace): string => {
  const rows = probes.map(({ action, kinds, outcome, detail }) => [`  ${outcome}`, action, detail === "" ? kinds.join(", ") : detail]);
  return `${account} ${region}\n${columns(rows)}\n`;
};

type Mending = { policies: readonly object[]; others: readonly string[] };

const mendingText = ({ policies, others }: Mending): string => {
  const elsewhere = others.length > 0 ? `\nNo policy of the caller's can allow:\n${others.map((what) => `  ${what}`).join("\n")}\n` : "";
  const missing = policies.map((policy) => `${JSON.stringify(policy, null, 2)}\n`).join("");
  return `${elsewhere}${missing === "" ? "" : `\nThis is missing:\n${missing}`}`;
};

const text = ({ checks, identity, places }: Findings, mending: Mending): string => {
  const who = identity ? [["identity", "ok", `${identity.arn}, account ${identity.account}, partition ${identity.partition}`]] : [];
  const rows = [...checks.map(({ name, state, detail }) => [name, state, detail]), ...who];
  const all = [columns(rows), "", ...places.map(placeText)].join("\n");
  return `${all.split("\n").map(visible).join("\n")}${mendingText(mending)}`;
};

const reasonsIn = ({ checks, places }: Findings): string[] => {
  const bad = checks.filter(({ state }) => state === "problem" || state === "unknown").map(({ name }) => name);
  const probes = places.flatMap((place) => place.probes);
  const count = (outcome: string): number => probes.filter((probe) => probe.outcome === outcome).length;
  return [
    ...(bad.length > 0 ? [`not in order: ${bad.join(", ")}`] : []),
    ...(count("denied") > 0 ? [`${count("denied")} permissions are denied`] : []),
    ...(count("unknown") > 0 ? [`of ${count("unknown")} permissions nobody can tell`] : []),
  ];
};

const doctor = async (io: Io, { profile, region, format, ...options }: Options): Promise<number> => {
  const overrides = { ...(profile !== undefined && { profile }), ...(region && { regions: region }) };
  const found = await examine(io, await prepare(io, options, overrides));
  const { mendingOf } = await import("../index.ts");
  const { refusal, ...document } = found;
  const mending = mendingOf(found.places);
  if (format === "json") io.stdout.write(`${JSON.stringify({ format: "sagewarden/doctor@1", ...document, ...mending }, null, 2)}\n`);
  else if (options.quiet !== true) io.stdout.write(text(found, mending));
  if (refusal) throw refusal;
  const reasons = reasonsIn(found);
  return sayOutcome(io, { code: reasons.length > 0 ? 3 : 0, reasons, warnings: [] }, options.quiet === true);
};

export const addDoctor = (program: Command, { io, exit }: Frame): void => {
  program
    .command("doctor")
    .description("whether a scan would see all that it looks for: identity, permissions, surroundings")
    .option("--profile <name>", "which rules are judged")
    .option("--region <name>", "look here; repeatable (default: the configuration's, else AWS's own)", collectWords)
    .addOption(new Option("-f, --format <format>", "how it is told").choices(["terminal", "json"]).default("terminal"))
    .addHelpText("after", help)
    .action(async (_: unknown, command: Command) => exit(await doctor(io, command.optsWithGlobals<Options>())));
};
