import { readFileSync } from "node:fs";
import { platform } from "node:os";

/**
 * The most memory that this process ever had, in megabytes. On Linux it is asked of the kernel by name: `maxRSS` there begins with
 * what the parent had when it forked, so that a small child of a large parent looks large.
 */
export const peakMegabytes = (): number => {
  const status = platform() === "linux" ? readFileSync("/proc/self/status", "utf8") : "";
  const kilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
  return kilobytes / 1024;
};
