import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { withoutQuotations } from "../estate/quoted.ts";
import type { Io } from "./io.ts";
import { homeOf } from "./keeping.ts";
import { packageBytes } from "./package-files.ts";

/** One thing beside permissions that a scan needs. `note`: it is in order, and good to know. */
export type Check = { name: string; state: "ok" | "note" | "problem" | "unknown"; detail: string };

const sentence = (error: unknown): string => withoutQuotations(error instanceof Error ? error.message : String(error));

/** A folder that is not there yet is made where its parent may be written to. */
const nearest = async (folder: string): Promise<string> =>
  stat(folder).then(
    () => folder,
    () => (dirname(folder) === folder ? folder : nearest(dirname(folder))),
  );

export const checkState = async (io: Pick<Io, "cwd" | "env">): Promise<Check> => {
  const home = homeOf(io);
  const there = await nearest(home);
  return access(there, constants.W_OK | constants.X_OK).then(
    async (): Promise<Check> =>
      (await stat(there)).isDirectory()
        ? { name: "state folder", state: "ok", detail: `${home} ${there === home ? "can be written to" : "can be made"}` }
        : { name: "state folder", state: "problem", detail: `${there} is no folder` },
    (): Check => ({ name: "state folder", state: "problem", detail: `${there} cannot be written to; name another with SAGEWARDEN_HOME` }),
  );
};

export const checkPolicy = async (): Promise<Check> => {
  try {
    const { loadWasmPolicy } = await import("../index.ts");
    await loadWasmPolicy(await packageBytes("policies/policy.wasm"));
    return { name: "policy", state: "ok", detail: "policies/policy.wasm can be loaded" };
  } catch (error) {
    return { name: "policy", state: "problem", detail: sentence(error) };
  }
};

/** A URL as it may be shown: without who logs in by it, and what follows the path. */
const shown = (text: string): string => (URL.canParse(text) ? `${new URL(text).origin}${new URL(text).pathname}` : "no URL");

const settings = ["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"];

/** Where calls go other than to AWS's own addresses, as the environment says it. */
export const checkEndpoints = ({ env }: Pick<Io, "env">): Check => {
  const name = "endpoints";
  if (env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] === "true") return { name, state: "ok", detail: "AWS's own; configured ones are ignored" };
  const set = Object.entries(env)
    .filter(([key, value]) => value !== undefined && value !== "" && (/^AWS_ENDPOINT_URL(_|$)/.test(key) || settings.includes(key)))
    .map(([key, value = ""]) => ({ key, value: settings.includes(key) ? value : shown(value) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  if (set.length === 0) return { name, state: "ok", detail: "no variable names another than AWS's own" };
  const isBroken = set.some(({ value }) => value === "no URL");
  return { name, state: isBroken ? "problem" : "note", detail: set.map(({ key, value }) => `${key} is ${value}`).join(", ") };
};

/** AWS refuses what was signed by a clock that is five minutes off. */
const mostSkew = 300;

export const checkClock = async (region: string, profile?: string): Promise<Check> => {
  const { clockSkew } = await import("../index.ts");
  const skew = await clockSkew(region, profile);
  if (skew === undefined) return { name: "clock", state: "unknown", detail: "no answer of AWS said what time it is" };
  const detail = `${Math.abs(skew)} s ${skew < 0 ? "behind" : "ahead of"} AWS's`;
  return { name: "clock", state: Math.abs(skew) >= mostSkew ? "problem" : "ok", detail };
};
