import type { KeyObject } from "node:crypto";
import { canonical, sha256 } from "../estate/canonical.ts";
import { signatureOf, isSigned } from "./apply/seal.ts";

/** The tag that says what will be done, and when; and the tag by which somebody who may objects, whose value is their user name. */
export const markTag = "sagewarden-mark";
export const objectionTag = "sagewarden-object";

/** A mark is good from its due instant on for so long: who comes later than that marks anew. */
const goodForDays = 7;

/** What will be done to one resource, and for which findings. */
export type Mark = {
  verb: string;
  /** RFC 3339, whole seconds. */
  due: string;
  /** The hash of the plan that was approved. */
  plan: string;
  /** The digest of the findings that it rests on. */
  findings: string;
};

/** The one resource that a mark is for. */
export type Marked = { arn: string; createdAt: string };

export const findingsDigest = (fingerprints: readonly string[]): string => sha256(canonical([...new Set(fingerprints)].sort()));

const short = (hex: string): string => Buffer.from(hex, "hex").toString("base64url");
const long = (text: string): string => Buffer.from(text, "base64url").toString("hex");
const compact = (instant: string): string => instant.replaceAll(/[-:]|\.000/g, "");
const spread = (text: string): string =>
  text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, (_, ...parts: string[]) => {
    const [year, month, day, hour, minute, second] = parts;
    return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  });

/** A copy on another resource, or on another of the same name, is of other content. */
const contentOf = (mark: Mark, { arn, createdAt }: Marked): object => ({ format: "sagewarden/mark@1", arn, createdAt, ...mark });

const write = ({ verb, due, plan, findings }: Mark, signature: string): string =>
  ["1", verb, compact(due), short(plan), short(findings), signature].join(":");

/** The value of the tag: it holds to what AWS allows in one, and to 256 characters. */
export const markValue = (mark: Mark, marked: Marked, key: KeyObject): string => write(mark, signatureOf(contentOf(mark, marked), key));

const shape = /^1:([a-z][a-z0-9-]{0,40}):(\d{8}T\d{6}Z):([\w-]{43}):([\w-]{43}):([\w-]{86})$/;

/** What a mark says, or why it is none: whoever may set tags can write anything there. */
export const readMark = (value: string, marked: Marked, publicKey: string): Mark | string => {
  const [, verb = "", due = "", plan = "", findings = "", signature = ""] = shape.exec(value) ?? [];
  if (signature === "") return "it is no mark of this product";
  const mark: Mark = { verb, due: spread(due), plan: long(plan), findings: long(findings) };
  // What decodes to the same bytes is not the same mark: only the one spelling that is written counts.
  const isPlain = write(mark, Buffer.from(signature, "base64url").toString("base64url")) === value;
  return isPlain && isSigned(contentOf(mark, marked), signature, publicKey) ? mark : "it is forged, or was copied from another resource";
};

/** Whether it is time, by the mark's own word. */
export const dueOf = ({ due }: Mark, now: string): "early" | "due" | "late" => {
  const [at, instant] = [Date.parse(now), Date.parse(due)];
  if (!(at >= instant)) return "early";
  return at < instant + goodForDays * 86_400_000 ? "due" : "late";
};
