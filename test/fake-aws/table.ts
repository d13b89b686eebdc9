import type { JsonObject } from "../../src/estate/json.ts";
import { awsError, validation, type AwsError } from "./errors.ts";
import type { ServiceName } from "./shapes.ts";

export type Place = { partition: string; account: string; region: string };

/** An operation that gives a part of a document: these members, or what it says where there are none. */
export type Beside = { operation: string; members: readonly string[]; none?: (arn: string) => AwsError };

/** What the stand-in knows of a kind, written from AWS's model and not from ours, so that the two can disagree. */
export type Table = {
  kind: string;
  service: Exclude<ServiceName, "tagging" | "sts">;
  list: string;
  items: string;
  /** None where the list shows whole documents. */
  describe?: string;
  /** The member of Describe's answer that holds the document, where there is one. */
  root?: string;
  /** Describe's input member -> the document's. */
  key: Readonly<Record<string, string>>;
  arnMember: string | undefined;
  arn: (document: JsonObject, place: Place) => string;
  status: string | undefined;
  created: string;
  notFound: (arn: string, document: JsonObject) => AwsError;
  /** The member that the list shows tags under, if it does. */
  tagsIn?: string;
  /** Members that only the summary has. */
  summary?: (document: JsonObject) => JsonObject;
  /** The kind of the one that its list is asked for by. */
  parent?: string;
  /** A member that an operation of its own gives, and what that says where there is none. */
  beside?: readonly Beside[];
  /** Input member of the list -> the document's member that it filters by. */
  filter?: Readonly<Record<string, string>>;
};

export const word = (document: JsonObject, member: string): string => {
  const value = document[member];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

export const sagemakerArn =
  (type: string, ...members: string[]) =>
  (document: JsonObject, place: Place): string =>
    `arn:${place.partition}:sagemaker:${place.region}:${place.account}:${[type, ...members.map((member) => word(document, member))].join("/")}`;

export const resourceNotFound = (message: string): AwsError => awsError("ResourceNotFound", message);

/** Most of SageMaker: one name, `<Stem>Name`, `<Stem>Arn`, `CreationTime`. */
export const plain = (table: Pick<Table, "kind"> & Partial<Table> & { stem: string; type: string; items: string; list: string }): Table => {
  const { stem, type, ...rest } = table;
  return {
    service: "sagemaker",
    describe: `Describe${stem}`,
    key: { [`${stem}Name`]: `${stem}Name` },
    arnMember: `${stem}Arn`,
    arn: sagemakerArn(type, `${stem}Name`),
    status: undefined,
    created: "CreationTime",
    notFound: (arn) => validation(`Could not find "${arn}".`),
    ...rest,
  };
};
