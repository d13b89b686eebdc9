import { setFlagsFromString } from "node:v8";

/**
 * On a machine with much memory Node lets its garbage grow to hundreds of megabytes before it looks at it. What comes in parts is
 * garbage soon, and little of it is ever needed at once: it is collected early, which costs no measurable time (bench/history.ts).
 */
export const stayLean = (): void => {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=50");
};
