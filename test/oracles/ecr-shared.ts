import { failIf, type Oracle, textOf, textsOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource, params }) => {
  if (valueOf(resource, "facts.usedBy") === null) return "not-applicable";
  const [said, accounts] = [valueOf(resource, "facts.opensTo"), textsOf(params["accounts"])];
  if (said === null) return "pass";
  return failIf(
    said === "everybody" ||
      (accounts.length > 0 &&
        textOf(said)
          .split(", ")
          .some((other) => !accounts.includes(other))),
  );
};

export default oracle;
