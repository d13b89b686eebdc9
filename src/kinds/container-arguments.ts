import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import type { Entry } from "./field.ts";

/** An option that takes a value. One dash before several letters may be an option with its value (`-psecret`), but for well-known names. */
const option = /^(?:--[A-Za-z][\w.-]*|-[A-Za-z]|-(?:[a-z]+-)*(?:password|passwd|token|secret|api-key|access-key))$/i;
const isOption = (value: Json | undefined): value is string => typeof value === "string" && option.test(value);

/** `--token=VALUE` in two. */
const halvesOf = (value: Json): Entry | undefined => {
  const at = typeof value === "string" ? value.indexOf("=") : -1;
  if (typeof value !== "string" || at < 0 || !isOption(value.slice(0, at))) return undefined;
  return {
    name: value.slice(0, at),
    value: value.slice(at + 1),
    put: (kept) => (kept === "" ? kept : value.slice(0, at + 1) + String(kept)),
  };
};

/** CloudFormation writes variables as a list of pairs. */
const pairOf = (value: JsonObject): Entry | undefined => {
  const key = ["Key", "Name"].find((member) => typeof value[member] === "string");
  if (key === undefined) return undefined;
  return { name: String(value[key]), value: value["Value"] ?? null, put: (kept) => ({ [key]: value[key] ?? null, Value: kept }) };
};

/**
 * What a container is started with: variables by their names, each argument by the option that it is given to (`--token VALUE`,
 * `--token=VALUE`), or by its place where it belongs to none.
 */
export const containerArguments = (list: readonly Json[]): Entry[] =>
  list.map((value, index) => {
    const told = isObject(value) ? pairOf(value) : halvesOf(value);
    if (told) return told;
    const previous = list[index - 1];
    return { name: isOption(previous) && !isOption(value) ? previous : `argument ${index + 1}`, value, put: (kept) => kept };
  });
