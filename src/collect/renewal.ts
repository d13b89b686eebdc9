/** Credentials that expired within a scan, and what became of them. */
export type Renewal = {
  /** The generation that a call goes out with, once no renewal is under way; nothing if there are none that work any more. */
  current: () => Promise<number | undefined>;
  /** A call with this generation was answered. */
  proved: (generation: number) => void;
  /** Whether it is worth calling again. */
  expired: (generation: number) => Promise<boolean>;
};

/** Whoever meets expired credentials waits while they are looked up anew, once for all. New ones that never worked are the last. */
export const createRenewal = (renew: () => Promise<boolean>): Renewal => {
  let generation = 0;
  let isUsable = true;
  let isProven = true;
  let underWay: Promise<boolean> | undefined;
  const start = async (): Promise<boolean> => {
    isUsable = await renew().catch(() => false);
    generation += 1;
    isProven = false;
    underWay = undefined;
    return isUsable;
  };
  return {
    current: async () => {
      await underWay;
      return isUsable ? generation : undefined;
    },
    proved: (of) => {
      isProven ||= of === generation;
    },
    expired: async (of) => {
      if (underWay) return underWay;
      if (of !== generation) return isUsable;
      if (!isProven) isUsable = false;
      return isUsable ? (underWay = start()) : false;
    },
  };
};
