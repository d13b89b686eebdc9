import { readFileSync } from "node:fs";
import { platform } from "node:os";

export type Memory = { now: number; peak: number };

/**
 * What memory a process has and the most that it ever had, in megabytes, as the kernel knows it. On Linux it is asked by name: `maxRSS`
 * there begins with what the parent had when it forked, so that a small child of a large parent looks large.
 */
export const memoryOf = (pid: number | "self"): Memory => {
  const status = platform() === "linux" ? readFileSync(`/proc/${pid}/status`, "utf8") : "";
  const megabytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? Number.NaN) / 1024;
  return { now: megabytes("VmRSS"), peak: megabytes("VmHWM") };
};

/** The most memory that this process ever had, in megabytes. */
export const peakMegabytes = (): number => (platform() === "linux" ? memoryOf("self").peak : process.resourceUsage().maxRSS / 1024);
