import { isObject, type Json } from "../estate/json.ts";

/** A value as DynamoDB types it, `{"S": "churn"}`, as the plain one; anything else as it is. */
const plain = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  const [[type, inner] = ["", null], ...more] = Object.entries(value);
  if (more.length === 0) {
    if (type === "S" && typeof inner === "string") return inner;
    if (type === "N" && typeof inner === "string") return Number(inner);
    if (type === "BOOL" && typeof inner === "boolean") return inner;
    if (type === "NULL" && inner === true) return null;
    if (type === "M" && isObject(inner)) return plain(inner);
    if (type === "L" && Array.isArray(inner)) return inner.map(plain);
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
};

/** What a table's or an interface's answer keeps its records under; a page that says that more follow is not all of them. */
const lists = ["Items", "projects"];
const isCut = ({ LastEvaluatedKey, NextToken }: Record<string, Json>): boolean => (LastEvaluatedKey ?? NextToken ?? null) !== null;

const wrapped = ["Item", "project"];
const unwrapped = (record: Json): Json => {
  if (!isObject(record)) return record;
  const name = wrapped.find((one) => isObject(record[one]));
  return name === undefined ? record : (record[name] ?? null);
};

/**
 * The records of an export, however it was made: a list of them, a table's scan with or without DynamoDB's types, the lines of an
 * export to S3, or one record by itself. Undefined where it is cut short or no such thing.
 */
export const exportedRecords = (exported: Json): Json[] | undefined => {
  if (Array.isArray(exported)) return exported.map((record) => unwrapped(plain(record)));
  if (!isObject(exported)) return undefined;
  if (isCut(exported)) return undefined;
  const list = lists.map((name) => exported[name]).find((one) => Array.isArray(one));
  if (Array.isArray(list)) return list.map((record) => unwrapped(plain(record)));
  return Object.keys(exported).length === 0 ? undefined : [unwrapped(plain(exported))];
};
