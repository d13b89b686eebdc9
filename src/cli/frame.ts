import type { Io } from "./io.ts";

/** What a verb's file adds itself to: the outside, and where its exit code goes. */
export type Frame = { io: Io; exit: (code: number) => void };
