import fc from "fast-check";

/**
 * The gate draws the same cases every time, so that a change is judged by what it changes. `SAGEWARDEN_SEED` draws others:
 * `npm run test:long` takes a new one for each run, and prints it where a property fails.
 */
fc.configureGlobal({ seed: Number(process.env["SAGEWARDEN_SEED"] ?? 20_261_121) });
