import { isObject } from "../../src/estate/json.ts";
import { failIf, listOf, type Oracle, textOf, valueOf } from "./oracle.ts";

const oracle: Oracle = ({ resource }) => {
  if (["TERMINATED", "TERMINATED_WITH_ERRORS"].includes(textOf(valueOf(resource, "state")))) return "not-applicable";
  const addresses = listOf(valueOf(resource, "primaryNodes")).map((node) => (isObject(node) ? (node["publicIp"] ?? null) : null));
  return failIf(textOf(valueOf(resource, "masterPublicDnsName")).startsWith("ec2-") || addresses.some((address) => address !== null));
};

export default oracle;
