import { failIf, type Oracle, tagOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, relatedAll }) => {
  if (valueOf(resource, "sharingType") === "Private") return "not-applicable";
  const projects = new Set(
    relatedAll("members")
      .map((member) => tagOf(member, "project"))
      .filter((project) => project !== ""),
  );
  return failIf(projects.size > 1);
};

export default oracle;
