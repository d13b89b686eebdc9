import type { Json } from "../estate/json.ts";
import type { Spelling } from "./field.ts";

/** `https://NAME:TOKEN@host/path?token=X`: the scheme, what lies before the host, and the rest without a query. */
const parts = /^([a-z][a-z0-9+.-]*:\/\/)(?:([^/?#]*)@)?([^?#]*)/i;

/** The URL as it may be shown: nothing before the host, no query. */
export const withoutCredentials = (path: string): Spelling => ({
  path,
  as: (url: Json) => (typeof url === "string" ? url.replace(/[?#].*$/s, "").replace(parts, "$1$3") : undefined),
});

/** Whether somebody put a name, a password or a token before the host. */
export const holdsCredentials = (path: string): Spelling => ({
  path,
  as: (url: Json) => (typeof url === "string" ? (parts.exec(url)?.[2] ?? "") !== "" : undefined),
});
