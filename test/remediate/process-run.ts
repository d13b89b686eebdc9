import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "../../src/estate/json.ts";
import { type JournalEntry, readChain } from "../../src/remediate/apply/chain.ts";
import { besides } from "../../src/remediate/apply/journal.ts";
import { privateKeyFrom, publicKeyOf } from "../../src/remediate/apply/seal.ts";
import { verifyJournal } from "../../src/remediate/apply/verify.ts";
import { compiled } from "../cli/process.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { dice } from "../fake-aws/dice.ts";
import { environment, standInKey } from "../fake-aws/environment.ts";
import type { Fault } from "../fake-aws/faults.ts";
import { startFakeAws } from "../fake-aws/server.ts";

const [account, now] = ["111122223333", "2026-11-21T21:00:00.000Z"];
/** A lease of five minutes ends in so many seconds of the wall: the processes' clocks and the stand-in's run so fast. */
const speed = 40;
const leaseMilliseconds = (5 * 60_000) / speed;
export const bounds = { maxPerHour: 7, maxActs: 15 };
const [schedulers, moves] = [3, 4];

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const main = here("../../src/cli/main.ts");

const arn = (region: string, name: string): string => `arn:aws:sagemaker:${region}:${account}:notebook-instance/${name}`;

const notebook = (name: string, tags: Record<string, string> = {}, differs: JsonObject = {}, region = "eu-central-1"): JsonObject => ({
  NotebookInstanceName: name,
  NotebookInstanceArn: arn(region, name),
  NotebookInstanceStatus: "InService",
  InstanceType: "ml.t3.medium",
  RoleArn: `arn:aws:iam::${account}:role/notebook`,
  CreationTime: "2026-11-01T08:00:00.000Z",
  LastModifiedTime: "2026-11-21T08:30:00.000Z",
  Tags: Object.entries({ project: "churn", user: "jonas", ...tags }).map(([Key, Value]) => ({ Key, Value })),
  ...differs,
});

/** Nine may be stopped; the others are protected, exempt, not due, of another project, or cannot be seen. */
const stoppable = Array.from({ length: 9 }, (_, index) => `due-${index}`);
export const untouchable = ["protected", "exempt", "fresh", "elsewhere", "unseen"].map((name) =>
  arn(name === "unseen" ? "eu-west-1" : "eu-central-1", name),
);
const seeds = [
  {
    account,
    region: "eu-central-1",
    resources: {
      "notebook-instance": [
        ...stoppable.map((name) => notebook(name)),
        notebook("protected", { "sagewarden-protect": "demo" }),
        notebook("exempt"),
        notebook("fresh", {}, { LastModifiedTime: "2026-11-21T20:30:00.000Z" }),
        notebook("elsewhere", { project: "vision" }),
      ],
    },
  },
  { account, region: "eu-west-1", resources: { "notebook-instance": [notebook("unseen", {}, {}, "eu-west-1")] } },
];

const config = `regions: [eu-central-1, eu-west-1]
projects:
  churn: { owner: amara, members: [jonas], stop: { at: "19:00", timeZone: UTC, every: 30 } }
  vision: { owner: lena, stop: { at: "19:00", timeZone: UTC, every: 30 } }
identities: { platform: ["arn:aws:sts::${account}:assumed-role/scanner/stand-in"] }
exceptions: [{ rule: overdue-notebook, resource: exempt, reason: It trains., owner: amara, expires: "2027-01-01" }]
remediation:
  maxActs: ${bounds.maxActs}
  maxPercent: 100
  maxPerOwner: 20
  maxPerProject: 20
  maxPerHour: ${bounds.maxPerHour}
  canaries: 0
  maxFailures: 5
  standingApproval: { projects: [churn], kinds: [notebook-instance], maxActs: ${bounds.maxActs}, approvedBy: marta, expires: "2027-01-01" }
`;

const blindness: Fault = { effect: "deny", region: "eu-west-1", operation: "DescribeNotebookInstance" };

type Child = ReturnType<typeof spawn>;
const isAlive = ({ exitCode, signalCode }: Child): boolean => exitCode === null && signalCode === null;

export type ProcessRun = {
  pauses: number;
  kills: number;
  /** Calls that stop something, as the stand-in got them. */
  calls: readonly { resource: string; outcome: string }[];
  entries: readonly JournalEntry[];
  verification: ReturnType<typeof verifyJournal>;
  said: string;
  /** How the undisturbed runs at the end ended. */
  ends: readonly (number | null)[];
};

const actOf = (entry: JournalEntry): string[] =>
  entry.type === "intent" || entry.type === "outcome" ? [`${entry.verb} ${entry.resource} of ${entry.plan}`] : [];

/** Begun, and without exactly one word on how it ended. */
export const openActs = (entries: readonly JournalEntry[]): string[] => {
  const named = (type: JournalEntry["type"]): string[] => entries.filter((entry) => entry.type === type).flatMap(actOf);
  const outcomes = named("outcome");
  return named("intent").filter((act) => outcomes.filter((outcome) => outcome === act).length !== 1);
};

/** Several unattended runs at once, each a process of its own: stopped for longer than the lease and killed, as chance has it. */
export const processRun = async (seed: number): Promise<ProcessRun> => {
  const roll = dice(seed);
  const cwd = mkdtempSync(join(tmpdir(), "sagewarden-processes-"));
  writeFileSync(join(cwd, "sagewarden.yaml"), config);
  const began = Date.now();
  await using fake = await startFakeAws({
    seeds,
    keys: { [standInKey]: account },
    clock: virtualClock(now, speed),
    dice: seed,
    faults: [
      blindness,
      { effect: "break", operation: "StopNotebookInstance", how: "reset", share: 0.15 },
      { effect: "break", operation: "StopNotebookInstance", how: 503, share: 0.1 },
    ],
  });
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: cwd,
    NODE_COMPILE_CACHE: compiled,
    SAGEWARDEN_TEST_CLOCK: [began, Date.parse(now), speed].join(),
    ...environment(fake.url),
  };
  let said = "";
  const start = (more: NodeJS.ProcessEnv = {}): Child => {
    const child = spawn(process.execPath, ["--import", here("fast-clock.mjs"), main, "stop", "--apply", "-q"], {
      cwd,
      env: { ...env, ...more },
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    return child;
  };
  let [pauses, kills] = [0, 0];
  const acts = (): number => fake.log.count("StopNotebookInstance");
  const nextAct = async (): Promise<void> => {
    const before = acts();
    for (let waited = 0; waited < 5000 && acts() === before; waited += 10) await pause(10);
  };
  /** Strikes at any time, but most often while somebody acts. */
  const scheduler = async (): Promise<void> => {
    for (let move = 0; move < moves; move++) {
      const child = start();
      const over = once(child, "exit");
      await Promise.race([over, roll() < 0.6 ? nextAct().then(() => pause(roll() * 400)) : pause(roll() * 4000)]);
      if (isAlive(child) && roll() < 0.5) {
        pauses++;
        child.kill("SIGSTOP");
        await pause(leaseMilliseconds * (0.5 + roll()));
        child.kill("SIGCONT");
        await Promise.race([over, pause(roll() * 3000)]);
      }
      if (isAlive(child) && roll() < 0.6) {
        kills++;
        child.kill("SIGKILL");
      }
      await over;
    }
  };
  try {
    await Promise.all(Array.from({ length: schedulers }, scheduler));
    fake.calm();
    fake.faults.add(blindness);
    const file = join(cwd, ".sagewarden/journal.jsonl");
    const isSettled = (): boolean => openActs(readChain(readFileSync(file, "utf8"), file).entries).length === 0;
    // Whoever was killed last may still hold the lease, which lasts seconds of the wall here: on a busy machine a run may be too slow for
    // its own, and leave what it began to the next. So one run acts, and those after it settle what there is and begin nothing.
    const ends: (number | null)[] = [];
    while (ends.length === 0 || (ends.length < 8 && !isSettled())) {
      await pause(leaseMilliseconds);
      const last = start(ends.length === 0 ? {} : { SAGEWARDEN_HALT: "settle" });
      await once(last, "exit");
      ends.push(last.exitCode);
    }
    const journal = readFileSync(file);
    const publicKey = publicKeyOf(privateKeyFrom(readFileSync(besides(file).key, "utf8")));
    return {
      pauses,
      kills,
      calls: fake.log.entries
        .filter(({ operation }) => operation === "StopNotebookInstance")
        .map(({ resource = "", outcome }) => ({ resource, outcome })),
      entries: readChain(journal.toString("utf8"), file).entries,
      verification: verifyJournal({ journal, head: readFileSync(besides(file).head, "utf8"), publicKey }),
      said,
      ends,
    };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
};
