import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    setupFiles: ["test/seed.ts"],
    include: ["test/**/*.test.ts"],
    // Most machines that run this have two cores, and a thread starts in a third of a process's time.
    pool: "threads",
    maxWorkers: 2,
    // A whole run of the command line starts a process; on a busy machine that takes its time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Nothing may depend on where, or in which language, it runs.
    env: { TZ: "America/St_Johns", NO_COLOR: "1" },
  },
});
