/** Milliseconds since 1970 in UTC: a point in time that no time zone can bend. */
export type Instant = number;

/** NaN where the text is no date or instant. */
export const readInstant = (text: string): Instant => Date.parse(text);

/** RFC 3339 in UTC; the fraction of a second only where there is one. */
export const writeInstant = (instant: Instant): string => new Date(instant).toISOString().replace(".000Z", "Z");
