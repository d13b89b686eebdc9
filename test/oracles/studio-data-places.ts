import type { Json } from "../../src/estate/json.ts";
import { failIf, type Oracle, tagOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  const places = textsOf(params["places"]).map((place) => place.replaceAll("{project}", tagOf(resource, "project")));
  if (places.length === 0) return "not-applicable";
  const isAstray = (uri: Json): boolean => typeof uri === "string" && !places.some((place) => `${uri}/`.startsWith(place));
  return failIf(
    isAstray(valueOf(resource, "canvasArtifactUri")) ||
      (valueOf(resource, "notebookSharing") === "Allowed" && isAstray(valueOf(resource, "sharingUri"))),
  );
};

export default oracle;
