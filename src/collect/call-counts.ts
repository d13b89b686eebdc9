import type { FailureType } from "./failure.ts";

export type CallCount = { sent: number; throttled: number; failed: number };
/** By service and operation: `sagemaker:ListModels`. */
export type CallCounts = Record<string, CallCount>;

export type Counter = { count: (name: string, outcome: "ok" | FailureType) => void; counts: () => CallCounts };

export const createCounter = (): Counter => {
  const counts = new Map<string, CallCount>();
  return {
    count: (name, outcome) => {
      const { sent, throttled, failed } = counts.get(name) ?? { sent: 0, throttled: 0, failed: 0 };
      const isThrottle = outcome === "throttled";
      const isFailure = outcome !== "ok" && !isThrottle;
      counts.set(name, { sent: sent + 1, throttled: throttled + Number(isThrottle), failed: failed + Number(isFailure) });
    },
    counts: () => Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
};
