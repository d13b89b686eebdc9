import { withoutCredentials } from "./credentials.ts";

const doubleQuoted = /"[^"]*(?:"|$)/g;
// An apostrophe within a word begins no quotation.
const singleQuoted = /(?<![\w'])'[^']*(?:'|$)/g;
const assigned = /\b([\w-]*(?:password|passwd|secret|token|credential|api_?key)[\w-]*\s*[=:]\s*)[^\s,;]+/gi;

/** What a message says, without what it quotes: services quote what they were given and what they hold, and that may be a secret. */
export const withoutQuotations = (message: string): string =>
  withoutCredentials(message.replaceAll(/\s+/g, " "))
    .replaceAll(doubleQuoted, '"…"')
    .replaceAll(singleQuoted, "'…'")
    .replaceAll(assigned, "$1***")
    .trim();
