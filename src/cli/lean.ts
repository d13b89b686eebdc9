import { setFlagsFromString } from "node:v8";

/**
 * On a machine with much memory Node lets its garbage grow to hundreds of megabytes before it looks at it. What comes in parts is
 * garbage soon, and little of it is ever needed at once: it is collected early, for about a tenth more of processor time (bench/rules.ts).
 */
export const stayLean = (): void => {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=50");
};

/**
 * V8 compiles a function that is often called together with most of what it calls. Ours meet resources of fifty kinds, and are compiled anew
 * when they look otherwise than those before: compiled by themselves, and only once they were called some times more often than V8 waits for
 * by itself, judging takes a fifth less of processor time (bench/rules.ts).
 */
export const compileLittle = (): void => {
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=100");
  setFlagsFromString("--invocation-count-for-maglev=1200");
  setFlagsFromString("--invocation-count-for-turbofan=30000");
};
