/** A daily stop time: `at` is `HH:MM` on the wall clock of `timeZone` (IANA). */
export type StopPolicy = {
  at: string;
  timeZone: string;
  /** Minutes that a thing may run on after the due instant. */
  graceMinutes: number;
  /** The stop workflow's interval in minutes: stopping happens at its next run. */
  everyMinutes: number;
};
