const written = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

/** An instant as every document holds it: RFC 3339, in UTC. */
export const isInstant = (text: string): boolean => written.test(text) && new Date(text).toISOString().slice(8, 10) === text.slice(8, 10);
