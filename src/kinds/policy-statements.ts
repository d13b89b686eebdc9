import { isObject, type Json, type JsonObject } from "../estate/json.ts";
import { type ElementList, elements, flag, type Leaf, type LeafList, optionalText, text, texts } from "./field.ts";
import { documentIn } from "./json-text.ts";

const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
const textsOf = (value: Json | undefined): string[] => listOf(value).filter((one) => typeof one === "string");

/** A part that is given must be one text or a list of them: of what is left out of it nobody could tell what it would have matched. */
const isReadable = (statement: JsonObject): boolean =>
  ["Action", "NotAction", "Resource", "NotResource"].every((part) => listOf(statement[part]).every((one) => typeof one === "string"));

/** IAM gives its documents URL-encoded, where all others give JSON. */
const documentOf = (value: Json | undefined): JsonObject | undefined => {
  if (typeof value !== "string") return isObject(value) ? value : undefined;
  try {
    const document = documentIn(value.startsWith("%") ? decodeURIComponent(value) : value);
    return isObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
};

const principalsOf = (principal: Json | undefined, type: string): string[] => {
  if (!isObject(principal)) return type === "AWS" ? textsOf(principal) : [];
  return textsOf(principal[type]);
};

const keysOf = (condition: Json | undefined): string[] =>
  isObject(condition) ? [...new Set(Object.values(condition).flatMap((keys) => (isObject(keys) ? Object.keys(keys) : [])))].sort() : [];

/** Only from this version on, `${...}` stands for what a request says, and is not just text. */
const withVariables = "2012-10-17";

type Of = { id: string; policy: string | null; version: Json };

const statementOf = (statement: JsonObject, { id, policy, version }: Of): JsonObject => ({
  id,
  policy,
  sid: typeof statement["Sid"] === "string" && statement["Sid"] !== "" ? statement["Sid"] : null,
  effect: statement["Effect"] ?? null,
  actions: textsOf(statement["Action"]),
  notActions: textsOf(statement["NotAction"]),
  resources: textsOf(statement["Resource"]),
  notResources: textsOf(statement["NotResource"]),
  principals: principalsOf(statement["Principal"], "AWS"),
  services: principalsOf(statement["Principal"], "Service"),
  federated: principalsOf(statement["Principal"], "Federated"),
  notPrincipals: [...principalsOf(statement["NotPrincipal"], "AWS"), ...principalsOf(statement["NotPrincipal"], "Service")],
  conditionKeys: keysOf(statement["Condition"]),
  condition: isObject(statement["Condition"]) ? JSON.stringify(statement["Condition"]) : null,
  variables: version === withVariables,
});

/** The statements of a document, or nothing if it is none that can be read whole. */
export const statementsOf = (value: Json | undefined, policy: string | null): JsonObject[] | undefined => {
  const document = documentOf(value);
  const statements = listOf(document?.["Statement"]);
  if (statements.length === 0 || !statements.every(isObject) || !statements.every(isReadable)) return undefined;
  const prefix = policy === null ? "" : `${policy}/`;
  const version = document?.["Version"] ?? null;
  return statements.map((statement, index) => statementOf(statement, { id: `${prefix}statement-${index + 1}`, policy, version }));
};

/** Of several documents all must be readable: what one of them denies may undo what another allows. */
const allOf = (documents: readonly Json[], read: (document: Json) => JsonObject[] | undefined): JsonObject[] | undefined => {
  const found = documents.map(read);
  return found.every((one) => one !== undefined) ? found.flat() : undefined;
};

/** `[{ PolicyName, PolicyDocument }]`: the policies that are written into a role, user or group. */
const inlineStatements = (value: Json): JsonObject[] | undefined =>
  allOf(
    // Of what a plan does not show there is a hole in place of it.
    listOf(value).filter((one) => one !== null),
    (one) => {
      // A plan writes the two in words of its own.
      const [name, document] = isObject(one) ? [one["PolicyName"] ?? one["name"], one["PolicyDocument"] ?? one["policy"]] : [];
      return typeof name === "string" ? statementsOf(document, name) : undefined;
    },
  );

/** Of a managed policy's versions, the one that is in force; a plan shows no versions, but the document. */
const statementsInForce = (value: Json): JsonObject[] | undefined => {
  if (!Array.isArray(value)) return statementsOf(value, null);
  const [inForce] = value.filter((version) => isObject(version) && version["IsDefaultVersion"] === true);
  return isObject(inForce) ? statementsOf(inForce["Document"], null) : undefined;
};

const ownStatements = (value: Json): JsonObject[] | undefined => statementsOf(value, null);

/** A part of a statement, under the same name from whatever source. */
const all = (name: string): { api: string; terraform: string; cloudformation: string; change: "in-place" } => ({
  api: name,
  terraform: name,
  cloudformation: name,
  change: "in-place",
});

const action: Record<string, Leaf | LeafList> = {
  id: text(all("id")),
  effect: text({ ...all("effect"), values: ["Allow", "Deny"] }),
  actions: texts({ ...all("actions"), samples: ["s3:GetObject", "iam:PassRole"] }),
  notActions: texts({ ...all("notActions"), samples: ["iam:*"] }),
  // The keys of its conditions; none: it holds without any.
  conditionKeys: texts({ ...all("conditionKeys"), samples: ["aws:SourceAccount", "aws:SourceVpce"] }),
  // As its author named it.
  sid: optionalText({ ...all("sid"), samples: ["AnyBucket", "DenyUntagged"] }),
  // All of it, as JSON; null: it holds without any.
  condition: optionalText({
    ...all("condition"),
    samples: ['{"StringEquals":{"aws:SourceAccount":"x"}}', '{"Null":{"aws:RequestTag/project":"true"}}'],
  }),
  // Whether `${...}` in it stands for what a request says.
  variables: flag({ ...all("variables") }),
};
const resource = {
  resources: texts({ ...all("resources"), samples: ["arn:aws:s3:::churn-data/*", "*"] }),
  notResources: texts({ ...all("notResources"), samples: ["arn:aws:s3:::payroll/*"] }),
};
const principal = {
  // Accounts, roles and users by ARN or account; * is everybody.
  principals: texts({ ...all("principals"), samples: ["arn:aws:iam::210987654321:root", "*"] }),
  services: texts({ ...all("services"), samples: ["sagemaker.amazonaws.com", "elasticmapreduce.amazonaws.com"] }),
  federated: texts({ ...all("federated"), samples: ["arn:aws:iam::123456789012:saml-provider/corp"] }),
  notPrincipals: texts({ ...all("notPrincipals"), samples: ["arn:aws:iam::123456789012:role/ops"] }),
};

type Places = Pick<ElementList, "api" | "terraform" | "cloudformation">;

/** What the policies say that are written into a role, user or group. */
export const ownPolicies = (api: string, places: Omit<Places, "api"> = {}): ElementList =>
  elements({
    key: "id",
    api: [api],
    ...places,
    as: inlineStatements,
    laidOut: true,
    fields: { ...action, ...resource, policy: text({ ...all("policy"), samples: ["s3-access", "pass-role"] }) },
  });

/** What a managed policy says. */
export const managedPolicy = (places: Places): ElementList =>
  elements({ key: "id", ...places, as: statementsInForce, laidOut: true, fields: { ...action, ...resource } });

/** Whom a role lets in, and on what conditions. */
export const trustStatements = (places: Places): ElementList =>
  elements({ key: "id", ...places, as: ownStatements, laidOut: true, fields: { ...action, ...principal } });

/** What a resource's own policy says. */
export const resourceStatements = (places: Places): ElementList =>
  elements({ key: "id", ...places, as: ownStatements, fields: { ...action, ...resource, ...principal } });
