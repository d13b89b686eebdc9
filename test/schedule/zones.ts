/** Whole hours, half and quarter hours, a half-hour clock change, one that left out a day, and one that never changes. */
export const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Pacific/Apia",
  "Africa/Casablanca",
] as const;

/** Around the clock changes of those zones, a leap day and the day that Samoa left out. */
export const changes = [
  "2026-03-29T01:30:00Z",
  "2026-10-25T01:30:00Z",
  "2026-03-08T07:10:00Z",
  "2026-11-01T06:10:00Z",
  "2026-04-04T15:15:00Z",
  "2026-10-03T15:45:00Z",
  "2028-02-29T12:00:00Z",
  "2011-12-30T09:00:00Z",
] as const;
