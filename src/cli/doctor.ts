import { type Command, Option } from "commander";
import { visible } from "../../reports/visible.ts";
import { Problem } from "../estate/problem.ts";
import type { CheckedPlace, Identity, OpenAccounts } from "../index.ts";
import { readAccess } from "./access.ts";
import { type Check, checkClock, checkEndpoints, checkPolicy, checkState } from "./checks.ts";
import { wallClock } from "./clock.ts";
import type { Frame } from "./frame.ts";
import type { Io } from "./io.ts";
import { prepare, sayOutcome, type Setting } from "./judging.ts";
import { usualRegions } from "./live.ts";
import { type GlobalOptions, type PlaceOptions, placesOf as placesAsked, withPlaces } from "./options.ts";
import { columns } from "./paragraph.ts";

type Options = GlobalOptions & PlaceOptions & { profile?: string; format: "terminal" | "json" };

/** `refusal`: why nobody knows who is calling, so that nothing could be asked. */
type Findings = { checks: Check[]; identity: Identity | null; places: CheckedPlace[]; refusal?: Problem };

const help = `
Asks AWS once, for as little as can be, for everything that the chosen rules need; changes nothing. Exit code 3: something is
missing, or could not be told.`;

const placesOf = async ({ loaded, catalogue }: Setting, opened: OpenAccounts): Promise<{ places: CheckedPlace[]; refused: Check[] }> => {
  const { checkPermissions, kinds, wantedBy } = await import("../index.ts");
  const wanted = wantedBy(loaded.config, catalogue);
  const places: CheckedPlace[] = [];
  const refused: Check[] = [];
  for (const door of opened.accounts) {
    const account = await door.open();
    if (account.state === "refused") refused.push({ name: `account ${account.account}`, state: "problem", detail: account.failure.detail });
    else {
      const { clients, identity, regions } = account;
      places.push(...(await checkPermissions({ kinds, wanted, clients, clock: wallClock, identity, regions })));
    }
  }
  return { places, refused };
};

/** As the caller, whoever looks at the accounts: a price is nobody's own. */
const pricesFor = async ({ loaded: { config } }: Setting, { caller, region }: OpenAccounts): Promise<CheckedPlace[]> => {
  if (!config.awsPrices) return [];
  const { awsClients, checkPrices } = await import("../index.ts");
  const clients = awsClients(readAccess(config, region));
  try {
    return await checkPrices({ clients, clock: wallClock, account: caller?.account ?? "caller", region });
  } finally {
    clients.close();
  }
};

const examine = async (io: Io, setting: Setting): Promise<Findings> => {
  const { config } = setting.loaded;
  const { openAccounts } = await import("../index.ts");
  const configuration: Check = { name: "configuration", state: "ok", detail: `${config.file ?? "built in"}, profile ${config.profile}` };
  const checks = [configuration, await checkPolicy(), await checkState(io), checkEndpoints(io)];
  const isOwn = config.accounts.length === 0 && config.organization === null;
  const regions = isOwn && config.regions.length === 0 ? await usualRegions(io) : config.regions;
  let opened: OpenAccounts | undefined;
  try {
    opened = await openAccounts(
      { ...config, regions },
      { clock: wallClock, otherwise: () => usualRegions(io), access: readAccess(config, regions[0]) },
    );
    checks.push(await checkClock(opened.region, config.accounts.find(({ profile }) => profile !== undefined)?.profile));
    const { places, refused } = await placesOf(setting, opened);
    return { checks: [...checks, ...refused], identity: opened.caller ?? null, places: [...places, ...(await pricesFor(setting, opened))] };
  } catch (error) {
    if (error instanceof Problem && error.facts.code === "no-identity") return { checks, identity: null, places: [], refusal: error };
    throw error;
  } finally {
    opened?.close();
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

const permissions = (count: number): string => (count === 1 ? "1 permission is" : `${count} permissions are`);

const reasonsIn = ({ checks, places }: Findings): string[] => {
  const bad = checks.filter(({ state }) => state === "problem" || state === "unknown").map(({ name }) => name);
  const probes = places.flatMap((place) => place.probes);
  const count = (outcome: string): number => probes.filter((probe) => probe.outcome === outcome).length;
  return [
    ...(bad.length > 0 ? [`not in order: ${bad.join(", ")}`] : []),
    ...(count("denied") > 0 ? [`${permissions(count("denied"))} denied`] : []),
    ...(count("unknown") > 0 ? [`${permissions(count("unknown"))} not known`] : []),
  ];
};

const doctor = async (io: Io, { profile, format, ...options }: Options): Promise<number> => {
  const overrides = { ...(profile !== undefined && { profile }), ...placesAsked(options) };
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
  withPlaces(program.command("doctor"))
    .description("whether a scan would see all that it looks for: identity, permissions, surroundings")
    .option("--profile <name>", "which rules are judged")
    .addOption(new Option("-f, --format <format>", "how it is told").choices(["terminal", "json"]).default("terminal"))
    .addHelpText("after", help)
    .action(async (_: unknown, command: Command) => exit(await doctor(io, command.optsWithGlobals<Options>())));
};
