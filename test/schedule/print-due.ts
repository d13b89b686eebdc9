// Run under several values of TZ: prints what the schedule says, which must not depend on it.
import { lastDue, nextDue } from "../../src/schedule/due.ts";
import { writeInstant } from "../../src/schedule/instant.ts";
import { overdue } from "../../src/schedule/overdue.ts";
import { certain, daily, kindStop } from "./policies.ts";
import { changes, zones } from "./zones.ts";

const hour = 3_600_000;
const lines = zones.flatMap((timeZone) =>
  changes.flatMap((change) =>
    ["00:00", "02:30", "12:00", "23:59"].map((at) => {
      const weekly = daily(at, timeZone);
      const now = Date.parse(change);
      const since = [now - 50 * hour, now - 50 * hour] as const;
      const late = overdue({ timing: kindStop({ weekly }), runningSince: since, created: since, now });
      const both = [lastDue(weekly, now), nextDue(weekly, now)].map((due) => writeInstant(certain(due)));
      const strict = kindStop({ weekly: daily(at, timeZone, [1, 2, 3, 4, 5]), strict: true, maxUptimeMinutes: 4000 });
      const firm = overdue({ timing: strict, runningSince: since, created: since, now });
      return `${timeZone} ${at} ${change} ${both.join(" ")} ${late.seconds} ${firm.due} ${firm.seconds}`;
    }),
  ),
);
process.stdout.write(`${lines.join("\n")}\n${new Date(0).getTimezoneOffset()}\n`);
