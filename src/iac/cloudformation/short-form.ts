import type { CollectionTag, ScalarTag } from "yaml";
import type { Json } from "../../estate/json.ts";

/** `!GetAtt Key.Arn` names what it wants in one text. */
const partsOf = (plain: Json): Json => {
  const at = typeof plain === "string" ? plain.indexOf(".") : -1;
  return typeof plain === "string" && at > 0 ? [plain.slice(0, at), plain.slice(at + 1)] : plain;
};

const functions = new Set(
  (
    "And Base64 Cidr Contains EachMemberEquals EachMemberIn Equals FindInMap GetAZs If ImportValue Join Length Not Or RefAll Select " +
    "Split Sub ToJsonString Transform ValueOf ValueOfAll"
  ).split(" "),
);

/** A tag of CloudFormation's in the form that JSON has for it. Other tags say what type a value is of, which the parser has heeded. */
export const longForm = (tag: string | undefined, plain: Json): Json => {
  const name = tag?.startsWith("!") === true ? tag.slice(1) : "";
  if (name === "Ref" || name === "Condition") return { [name]: plain };
  if (name === "GetAtt") return { "Fn::GetAtt": partsOf(plain) };
  return functions.has(name) ? { [`Fn::${name}`]: plain } : plain;
};

/** So that the parser knows them: of each one that it does not it makes a warning with a stack, which nobody reads. */
export const shortForms: (ScalarTag | CollectionTag)[] = ["Ref", "Condition", "GetAtt", ...functions].flatMap((name) => [
  { tag: `!${name}`, resolve: (text: string) => text },
  { tag: `!${name}`, collection: "map" },
  { tag: `!${name}`, collection: "seq" },
]);
