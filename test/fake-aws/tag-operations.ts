import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { awsError, validation, type AwsError } from "./errors.ts";
import type { Call, Handler } from "./operations.ts";
import type { Held } from "./store.ts";

/** What AWS takes in a tag: letters, digits, white space and a few signs, so many of them. */
const fits = (text: Json | undefined, most: number): boolean =>
  typeof text === "string" && text.length <= most && /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);

const change = (held: Held, { input }: Call): JsonObject | AwsError => {
  const tags = Array.isArray(input["Tags"]) ? input["Tags"].filter(isObject) : [];
  const wrong = tags.find(({ Key, Value }) => Key === "" || !fits(Key, 128) || !fits(Value ?? "", 256));
  if (wrong) return validation(`Tag ${JSON.stringify(wrong)} fails to satisfy constraint: key, value, length or pattern`);
  const keys = Array.isArray(input["TagKeys"]) ? input["TagKeys"] : [];
  const replaced = new Set([...tags.map(({ Key }) => Key), ...keys]);
  held.tags = [...held.tags.filter(({ Key }) => Key === undefined || !replaced.has(Key)), ...tags];
  if ("Tags" in held.document) held.document["Tags"] = held.tags;
  return keys.length > 0 || held.table.service === "emr" ? {} : { Tags: held.tags };
};

const byArn: Handler = (call) => {
  const held = call.shelf.held.find(({ arn, table }) => table.service === "sagemaker" && arn === call.input["ResourceArn"]);
  return held ? change(held, call) : validation(`Could not find resource "${String(call.input["ResourceArn"])}".`);
};

/** Of a cluster or a Studio. */
const byId: Handler = (call) => {
  const id = call.input["ResourceId"];
  const held = call.shelf.held.find(({ document }) => id !== undefined && [document["Id"], document["StudioId"]].includes(id));
  return held ? change(held, call) : awsError("InvalidRequestException", `Cluster id '${String(call.input["ResourceId"])}' is not valid.`);
};

/** Tags are put on and taken off without a trace in the time of the last change, as AWS does. */
export const tagOperations: readonly [string, Handler][] = [
  ["sagemaker:AddTags", byArn],
  ["sagemaker:DeleteTags", byArn],
  ["emr:AddTags", byId],
  ["emr:RemoveTags", byId],
];
