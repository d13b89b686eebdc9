/** Time as the collector is given it. */
export type Clock = { now: () => Date; sleep: (milliseconds: number) => Promise<void> };
