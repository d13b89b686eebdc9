/** Times of a week: `at` is `HH:MM` on the wall clock, `days` are ISO weekdays, 1 being Monday. */
export type WeeklyTime = { at: string; days: readonly number[] };

/** When things are stopped, on the wall clock of one zone (IANA). */
export type Weekly = {
  times: readonly WeeklyTime[];
  timeZone: string;
  /** Dates (YYYY-MM-DD on that wall clock) on which nothing is due. */
  skipDays: readonly string[];
  /** When things may run again: what Custodian's `on=` says. Only `strict` asks for it. */
  starts: readonly WeeklyTime[];
};

/** When one thing must stop: at the first of these. Null: not for this reason. */
export type Limits = {
  weekly: Weekly | null;
  /** Counted from its start. */
  maxUptimeMinutes: number | null;
  /** Counted from its creation. */
  ttlMinutes: number | null;
};

/** What a policy says of one kind. */
export type KindStop = Limits & {
  /** Minutes that a thing may run on after the due instant. */
  graceMinutes: number;
  /** The stop workflow's interval in minutes: stopping happens at its next run. */
  everyMinutes: number;
  /** What is started after the due instant is due at once, not at the next one. */
  strict: boolean;
  /** Whether the owner of a thing may choose another time for it. */
  override: "allowed" | "forbidden";
  /** The tag that says the other time. */
  overrideTag: string;
  /** An allowed override may not be later than this wall time (`HH:MM`), nor `off`. Null: as late as one likes. */
  latest: string | null;
};

/** What must not be stopped, for a reason, until a day. One of tag and name says what; `name` is a pattern with `*`. */
export type Protection = {
  tag: string | null;
  value: string | null;
  name: string | null;
  reason: string;
  /** RFC 3339 date or instant; from then on it protects nothing. */
  expires: string;
};

/** The stop policy of a project or of the estate. */
export type StopPolicy = { byKind: Readonly<Record<string, KindStop>>; protections: readonly Protection[] };

/** All stop policies; a project without one of its own (null) has the default. */
export type StopPolicies = { default: StopPolicy | null; projects: ReadonlyMap<string, StopPolicy | null> };
