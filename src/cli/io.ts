/** What a verb may touch of the outside. Passed in, so that a test can be the outside. */
export type Sink = {
  write: (text: string) => void;
  /** Resolves when the reader has caught up. A sink that takes everything has none. */
  drained?: () => Promise<void>;
  isTerminal: boolean;
  columns: number | undefined;
};

export type Io = {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  stdout: Sink;
  stderr: Sink;
  /** RFC 3339, UTC. */
  clock: () => string;
  /** Aborted by an interrupt. */
  signal: AbortSignal;
};
