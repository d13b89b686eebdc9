import { isObject, type Json } from "../../src/estate/json.ts";

/** As IAM matches: `*` is any text, case counts in ARNs and not in actions. */
const matches = (pattern: string, text: string, flags = ""): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"))
      .join(".*")}$`,
    flags,
  ).test(text);

const listOf = (value: Json | undefined): string[] => [value].flat().map(String);

/** Whether a session's policy lets it do that: written anew here, since ours may be wrong. Only what these policies are made of. */
export const sessionAllows = (policy: string, action: string, resource: string): boolean => {
  const document: unknown = JSON.parse(policy);
  const statements = isObject(document) ? [document["Statement"]].flat().filter(isObject) : [];
  return statements.some(
    (statement) =>
      statement["Effect"] === "Allow" &&
      listOf(statement["Action"]).some((one) => matches(one, action, "i")) &&
      listOf(statement["Resource"]).some((one) => matches(one, resource)),
  );
};
