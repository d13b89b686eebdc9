// Run under several values of TZ: prints what the schedule says, which must not depend on it.
import { lastDue, nextDue } from "../../src/schedule/due.ts";
import { writeInstant } from "../../src/schedule/instant.ts";
import { overdue } from "../../src/schedule/overdue.ts";
import { changes, zones } from "./zones.ts";

const hour = 3_600_000;
const lines = zones.flatMap((timeZone) =>
  changes.flatMap((change) =>
    ["00:00", "02:30", "12:00", "23:59"].map((at) => {
      const policy = { at, timeZone, graceMinutes: 0, everyMinutes: 60 };
      const now = Date.parse(change);
      const late = overdue({ policy, runningSince: { exact: now - 50 * hour }, now });
      return `${timeZone} ${at} ${change} ${writeInstant(lastDue(policy, now))} ${writeInstant(nextDue(policy, now))} ${late.seconds}`;
    }),
  ),
);
process.stdout.write(`${lines.join("\n")}\n${new Date(0).getTimezoneOffset()}\n`);
