import type { Json } from "../estate/json.ts";
import type { Operation } from "../kinds/operation.ts";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** S3 gives a policy as the whole body, so that half of one looks like an answer; S3 itself keeps none that is no JSON. */
export const isTorn = ({ service, name }: Operation, policy: Json | undefined): boolean =>
  service === "s3" && name === "GetBucketPolicy" && typeof policy === "string" && !isJson(policy);
