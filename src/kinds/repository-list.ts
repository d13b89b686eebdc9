import type { Json } from "../estate/json.ts";
import { elements, type ElementList, flag, type Spelling, text } from "./field.ts";
import { holdsCredentials, withoutCredentials } from "./repository-url.ts";

type Spelled = Record<"api" | "terraform" | "cloudformation", string>;
type Places = Record<"api" | "terraform" | "cloudformation", readonly string[]>;

const spelled = (paths: Spelled, read: (path: string) => Spelling): Record<keyof Spelled, Spelling> => ({
  api: read(paths.api),
  terraform: read(paths.terraform),
  cloudformation: read(paths.cloudformation),
});

const fieldsAt = (paths: Spelled): ElementList["fields"] => ({
  url: text({
    ...spelled(paths, withoutCredentials),
    change: "in-place",
    samples: ["https://git.example.org/acme/churn.git", "http://git.example.org/lab.git"],
  }),
  urlHoldsCredentials: flag({ ...spelled(paths, holdsCredentials), change: "in-place", default: false }),
});

/** Git repositories that Studio offers, by their addresses: without the names and passwords in them. */
export const studioRepositories = (places: Places): ElementList =>
  elements({
    key: "url",
    ...places,
    fields: fieldsAt({ api: "RepositoryUrl", terraform: "repository_url", cloudformation: "RepositoryUrl" }),
  });

/** Addresses only: what is no address is the name of a repository that has an entry of its own. */
const addressed = (value: Json): Json[] =>
  [value].flat().flatMap((one) => (typeof one === "string" && one.includes("://") ? [{ url: one }] : []));

export const notebookRepositories = (places: Places): ElementList =>
  elements({ key: "url", ...places, as: addressed, fields: fieldsAt({ api: "url", terraform: "url", cloudformation: "url" }) });
