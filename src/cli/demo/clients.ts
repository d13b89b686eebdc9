import { isObject, type Json, type JsonObject } from "../../estate/json.ts";
import { type Clients, iamAction, type Kind, kinds, type Operation, valueAt } from "../../index.ts";
import { demoDocuments } from "./documents.ts";
import { account } from "./team.ts";

const caller = `arn:aws:sts::${account}:assumed-role/sagewarden-scan/demo`;

/** The one thing that the demo's role may not do. */
const denied = "DescribeUserProfile";

/** What a list shows of the kind that cannot be described. */
const profileSummary = ["DomainId", "UserProfileName", "Status", "CreationTime", "LastModifiedTime"];

const refusal = (operation: Operation): Error => {
  const action = iamAction(operation);
  const message = `User: ${caller} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  return Object.assign(new Error(message), { name: "AccessDeniedException" });
};

const notFound = (): Error => Object.assign(new Error("Could not find the resource"), { name: "ResourceNotFound" });

const only = (document: JsonObject, members: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(document).filter(([member]) => members.includes(member)));

const listed = (kind: Kind, documents: readonly JsonObject[]): Json =>
  kind.name === "user-profile" ? documents.map((document) => only(document, profileSummary)) : [...documents];

/** As its list answers: bare, in groups of one, or as the only one there is. */
const inList = ({ list: { items } }: Kind, documents: Json): JsonObject => {
  const [first] = Array.isArray(documents) ? documents : [];
  if (items === null) return isObject(first) ? first : {};
  const [member = "", inner] = items.split("[*].");
  return { [member]: inner === undefined ? documents : [{ [inner]: documents }] };
};

type Account = Record<string, JsonObject[]>;
type Answer = (input: Record<string, unknown>) => JsonObject;

const describer =
  (documents: readonly JsonObject[], { input: asked, root, optional, gives = [] }: Kind["describe"][number]): Answer =>
  (input) => {
    const document = documents.find((each) =>
      Object.entries(asked).every(
        ([member, path]) => typeof path !== "string" || input[member] === undefined || input[member] === valueAt(each, [path]),
      ),
    );
    if (!document) throw notFound();
    // What an operation of its own gives is kept in the document; most have none.
    if (optional) return only(document, gives);
    return root === undefined ? document : { [root]: document };
  };

/** Two services may call an operation alike. */
const callOf = ({ service, name }: Operation): string => `${service}:${name}`;

const answersOf = (kind: Kind, documents: readonly JsonObject[]): [string, Answer][] => [
  [callOf(kind.list.operation), () => inList(kind, listed(kind, documents))],
  ...kind.describe.map((describe): [string, Answer] => [callOf(describe.operation), describer(documents, describe)]),
];

const tagsOf =
  (resources: Account): Answer =>
  ({ ResourceArn: arn }) => {
    const holds = (document: JsonObject): boolean =>
      Object.entries(document).some(([member, value]) => member.endsWith("Arn") && value === arn);
    const document = Object.values(resources).flat().find(holds);
    if (!document) throw notFound();
    return { Tags: document["Tags"] ?? [] };
  };

/** The demo's account behind the same door as AWS: the collector cannot tell the difference, so the demo shows the real pipeline. */
export const demoClients = (now: string): Clients => {
  const { resources } = demoDocuments(now);
  const answers = new Map<string, Answer>();
  for (const [call, answer] of kinds.flatMap((kind) => answersOf(kind, resources[kind.name] ?? []))) {
    // One call may list several kinds.
    const before = answers.get(call);
    answers.set(call, before ? (input) => ({ ...before(input), ...answer(input) }) : answer);
  }
  answers.set("sagemaker:ListTags", tagsOf(resources));
  return {
    send: async (operation, input) => {
      const answer = answers.get(callOf(operation));
      if (operation.name === denied || !answer) throw refusal(operation);
      const document = structuredClone(answer(input));
      return isObject(document) ? document : {};
    },
    caller: async () => ({ account, arn: caller }),
    renew: () => undefined,
    close: () => undefined,
  };
};
