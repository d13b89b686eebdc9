import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { canonical } from "../../estate/canonical.ts";
import { isObject } from "../../estate/json.ts";
import { type Chain, type Head, noHead } from "./chain.ts";

/** The journal's head, signed. While a line is being written, the next head is named as well: a crash there is no tampering. */
export type Sealed = { head: Head; next: Head | null; publicKey: string };

const format = "sagewarden/journal-head@1";

/** As people copy it: the 32 bytes of an Ed25519 key, in base64url. */
export const publicKeyOf = (key: KeyObject): string => createPublicKey(key).export({ format: "jwk" }).x ?? "";

export const privateKeyFrom = (pem: string): KeyObject => createPrivateKey(pem);

const keyFrom = (publicKey: string): KeyObject => createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });

/** A signature over a document, as short as a tag needs it. */
export const signatureOf = (content: object, key: KeyObject): string =>
  sign(null, Buffer.from(canonical(content)), key).toString("base64url");

export const sealText = (key: KeyObject, head: Head, next: Head | null): string => {
  const content = { format, head, next, publicKey: publicKeyOf(key) };
  return `${canonical({ ...content, signature: signatureOf(content, key) })}\n`;
};

const toHead = (value: unknown): Head | undefined => {
  if (!isObject(value)) return undefined;
  const { seq, hash } = value;
  return typeof seq === "number" && typeof hash === "string" ? { seq, hash } : undefined;
};

export const isSigned = (content: unknown, signature: string, publicKey: string): boolean => {
  try {
    return verify(null, Buffer.from(canonical(content)), keyFrom(publicKey), Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
};

/** What a seal says, or why it cannot be trusted. Every byte counts: it must be written as we write it. */
export const readSeal = (text: string, trusted: string): Sealed | string => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "the signed head is no JSON";
  }
  if (!isObject(value) || `${canonical(value)}\n` !== text) return "the signed head is not as it was written";
  const { signature, ...content } = value;
  const [head, next] = [toHead(content["head"]), content["next"] === null ? null : toHead(content["next"])];
  if (content["format"] !== format || typeof signature !== "string" || !head || next === undefined) return "the signed head is malformed";
  if (content["publicKey"] !== trusted) return "the head is signed by another key";
  // A signature has spellings that decode to the same bytes; only the one that we write counts.
  const isPlain = Buffer.from(signature, "base64url").toString("base64url") === signature;
  return isPlain && isSigned(content, signature, trusted) ? { head, next, publicKey: trusted } : "the signature of the head is not good";
};

const same = (one: Head, other: Head): boolean => one.seq === other.seq && one.hash === other.hash;

/** Why the journal's lines are not those that its head was signed for; undefined: they are. */
export const breaksSeal = (chain: Chain, sealed: Sealed | undefined, size: number): string | undefined => {
  const { head, next } = sealed ?? { head: noHead, next: null };
  if (!sealed && size > 0) return "it has no signed head";
  if (chain.bytes !== size && next === null) return "its last line has no end, though no line was being written";
  if (same(chain.head, head) || (next && same(chain.head, next))) return undefined;
  if (chain.head.seq < head.seq) return `it ends at line ${chain.head.seq + 1}, and ${head.seq + 1} lines were signed for`;
  return `it goes on after line ${head.seq + 1}, or that line is another one than was signed for`;
};
