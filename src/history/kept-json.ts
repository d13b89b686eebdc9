import { crc32 } from "node:zlib";
import { isObject, type JsonObject } from "../estate/json.ts";

/** The sum guards key and text together: a row that was damaged, or came to lie under another's key, is as good as none. */
export const sumOf = (key: string, text: string): number => crc32(text, crc32(key));

export const readBack = (key: string, row: Record<string, unknown> | undefined): JsonObject | undefined => {
  const text = row?.["body"];
  if (typeof text !== "string" || row?.["sum"] !== sumOf(key, text)) return undefined;
  const document: unknown = JSON.parse(text);
  return isObject(document) ? document : undefined;
};
