import { isObject, type Json } from "../estate/json.ts";
import type { Spelling } from "./field.ts";
import { decoded } from "./script.ts";

/** Older versions of the provider keep no more of a script than its SHA-1. */
const digest = /^[0-9a-f]{40}$/;

const plainIn = ({ user_data: plain, user_data_base64: coded }: Record<string, Json>): Json | undefined => {
  if (typeof coded === "string" && coded !== "") return decoded(coded);
  return typeof plain === "string" && digest.test(plain) ? undefined : (plain ?? null);
};

/** Terraform takes the user data of an instance as it is, or in base64. */
export const userData = (say: (script: Json) => Json | undefined): Spelling => ({
  path: "",
  as: (instance) => {
    const plain = isObject(instance) ? plainIn(instance) : undefined;
    return plain === undefined ? undefined : say(plain === "" ? null : plain);
  },
  reads: ["user_data", "user_data_base64"],
});
