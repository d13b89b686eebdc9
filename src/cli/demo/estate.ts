import { collectEstate, type Estate, kinds } from "../../index.ts";
import { demoClients } from "./clients.ts";
import { region } from "./team.ts";

/** A clock that stands at now, and goes on only while somebody sleeps: the demo is the same at every speed. */
const standingClock = (now: string): { now: () => Date; sleep: (milliseconds: number) => Promise<void> } => {
  let time = Date.parse(now);
  return {
    now: () => new Date(time),
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
  };
};

/** About 60 resources of a believable team, seen at an instant by a role that may see almost everything. */
export const demoEstate = async (now: string): Promise<Estate> => {
  const { estate } = await collectEstate({
    kinds,
    regions: [region],
    clients: demoClients(now),
    clock: standingClock(now),
    concurrency: 1,
    budgetSeconds: 3600,
  });
  return estate;
};
