/** The words that both the file and the command line choose from. */
export { severities } from "../evaluate/rule.ts";
export const unknownModes = ["ignore", "warn", "fail"] as const;
export const overrides = ["allowed", "forbidden"] as const;
