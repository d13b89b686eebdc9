import type { Cell } from "../estate/cell.ts";
import type { FailureType } from "./failure.ts";

/** What the collector tells while it works. */
export type CollectEvent =
  | { type: "started"; account: string; regions: readonly string[]; kinds: readonly string[] }
  | { type: "call"; operation: string; region: string; outcome: "ok" | FailureType }
  | { type: "listed"; account: string; region: string; kind: string; seen: number }
  | { type: "resource"; account: string; region: string; kind: string; id: string }
  | { type: "cell"; cell: Cell };
export type OnEvent = (event: CollectEvent) => void;
