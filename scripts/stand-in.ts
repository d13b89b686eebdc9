import { resolve } from "node:path";
import { startStandIn } from "./demo/stand-in.ts";

/** `node scripts/stand-in.ts FOLDER`: a stand-in for AWS with the demo team's estate, until it is interrupted. */
const folder = resolve(process.argv[2] ?? "demo");
const { env, stop } = await startStandIn(folder);
for (const [name, value] of Object.entries(env)) console.log(`export ${name}='${value}'`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop().then(() => process.exit(0)));
