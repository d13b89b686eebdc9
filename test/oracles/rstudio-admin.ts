import { failIf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) =>
  failIf(
    valueOf(resource, "rstudioGroup") === "R_STUDIO_ADMIN" &&
      valueOf(resource, "rstudioAccess") === "ENABLED" &&
      !textsOf(params["administrators"]).includes(textOf(valueOf(resource, "name"))),
  );

export default oracle;
