import { Problem } from "../estate/problem.ts";
import { s3 } from "../kinds/operation.ts";
import type { Clients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import { callWith } from "./open-account.ts";

/** Nothing that is read so is larger; what is cut off is no document any more. */
const largest = 1024 * 1024;

const placeOf = (uri: string): { bucket: string; key: string } => {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  throw new Problem({ code: "object-unnamed", what: "This names no object of S3.", where: uri, todo: "Write s3://BUCKET/KEY." });
};

type Way = { clients: Clients; clock: Clock; region: string };

/** The text of an object in S3. Whoever asked for it cannot go on without: that it cannot be had is a Problem, and never nothing. */
export const readObject = async (uri: string, { clients, clock, region }: Way): Promise<string> => {
  const { bucket, key } = placeOf(uri);
  const answer = await callWith(clients, clock)(s3("GetObject"), { Bucket: bucket, Key: key, Range: `bytes=0-${largest - 1}` }, region);
  const body = answer.ok ? answer.document["Body"] : undefined;
  if (typeof body === "string") return body;
  const why = answer.ok ? "S3 gave nothing" : answer.failure.detail;
  throw new Problem({
    code: "object-unreadable",
    what: `The object cannot be read: ${why}.`,
    where: uri,
    todo: `Check its name, and that whoever scans may do s3:GetObject on it and kms:Decrypt with its key; or name a copy of it as a file.`,
  });
};
