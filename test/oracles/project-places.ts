import type { Json } from "../../src/estate/json.ts";
import { textsOf } from "./oracle.ts";

/** Whether a URI lies in a project's places; undefined where nobody said which these are, or there is no project. */
export const liesIn = (places: Json | undefined, project: string, user = "{user}"): ((uri: string) => boolean) | undefined => {
  const own = textsOf(places).map((place) => place.split("{project}").join(project).split("{user}").join(user));
  return own.length === 0 || project === "" ? undefined : (uri) => own.some((place) => uri.startsWith(place) || `${uri}/` === place);
};
