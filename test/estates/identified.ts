import type { Json, JsonObject } from "../../src/estate/json.ts";
import type { Field } from "../../src/kinds/field.ts";
import type { Kind } from "../../src/kinds/kind.ts";
import type { Draw } from "./draw.ts";
import { type Owned, vpcId, type World } from "./place.ts";
import { purposes } from "./words.ts";

type Naming = { world: World; kind: Kind; index: number; owner: Owned };

/** How things are called that are no team's experiment: P the project, U the user, N the number. */
const patterns: Readonly<Record<string, readonly string[]>> = {
  "iam-role": ["P-notebooks-N", "P-training-N", "P-serving-N", "P-pipelines-N", "emr-P-N", "studio-P-N"],
  "iam-user": ["U-N", "svc-P-N"],
  "iam-group": ["P-scientists-N", "P-operators-N"],
  "iam-policy": ["P-data-access-N", "P-boundary-N"],
  "ecr-repository": ["P/train-N", "P/serve-N", "P/lab-N"],
  // Not all are the estate's: what nobody called or tagged so is looked at by its name alone.
  "s3-bucket": ["sagemaker-R-A-N", "P-mlspace-A-R-N", "P-data-A-R-N", "finance-reports-A-R-N"],
  "efs-file-system": ["studio-home-N", "P-shared-N"],
  "emr-security-configuration": ["P-encrypted-N", "default-N"],
  "security-group": ["P-notebooks-N", "emr-primary-N", "endpoints-N"],
  "user-profile": ["U-N"],
};

const nameOf = ({ world: { account, region }, kind, index, owner }: Naming, draw: Draw): string => {
  const pattern = patterns[kind.name] ? draw.pick(patterns[kind.name] ?? []) : "P-V-N";
  const words: Record<string, string> = {
    P: owner.project,
    U: owner.user.replaceAll(".", "-"),
    A: account,
    R: region,
    V: draw.pick(purposes),
    N: String(index),
  };
  return pattern.replaceAll(/\b[PUARVN]\b/g, (letter) => words[letter] ?? "");
};

const letters = { hex: "0123456789abcdef", upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", lower: "abcdefghijklmnopqrstuvwxyz0123456789" };
const ofLetters = (draw: Draw, set: string, length: number): string => Array.from({ length }, () => set[draw.below(set.length)]).join("");

/** An id such as AWS gives: spelt as the sample, and nobody else's. */
const idLike = (sample: string, draw: Draw): string => {
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}/.test(sample)) return [8, 4, 4, 4, 12].map((length) => ofLetters(draw, letters.hex, length)).join("-");
  const [, prefix = "", tail = ""] = /^([a-z]{1,6}-)?([0-9a-zA-Z]+)/.exec(sample) ?? [];
  // EC2's are longer than anybody writes in a sample.
  if (/^(i|subnet|sg|vol|rtb|vpce|fs|ami)-$/.test(prefix)) return `${prefix}${ofLetters(draw, letters.hex, 17)}`;
  const set = /^[0-9A-Z]+$/.test(tail) ? letters.upper : letters.lower;
  return `${prefix}${ofLetters(draw, set, Math.max(12, tail.length))}`;
};

const isOwnId = (kind: Kind, name: string, field: Field | undefined): boolean =>
  field?.shape === "leaf" &&
  field.type === "string" &&
  !field.values &&
  name.endsWith("Id") &&
  (kind.identity.key.includes(name) || ["studioId", "clusterId", "projectId", "imageId", "keyId"].includes(name)) &&
  // What lies in a domain bears that one's id.
  !Object.values(kind.relations).some(({ on, many }) => !many && Object.hasOwn(on, name));

const isOwnName = (kind: Kind, name: string, field: Field | undefined): boolean =>
  name === "name" && field?.shape === "leaf" && field.type === "string" && !field.values && kind.fields["name"] === field;

/** With names and ids of its own. Versions count up, so that no two of one thing are the same. */
export const identified = (config: JsonObject, naming: Naming): JsonObject => {
  const { world, kind, index, owner } = naming;
  const { draw } = world;
  const own = Object.entries(config).map(([name, before]): [string, Json] => {
    const field = kind.fields[name];
    if (before === null) return [name, null];
    if (name === "vpcId") return [name, vpcId];
    if (name === "aliases") return [name, [`alias/${owner.project}-${index}`]];
    if (isOwnName(kind, name, field)) return [name, nameOf(naming, draw)];
    if (isOwnId(kind, name, field)) return [name, idLike(String(before), draw)];
    if (name === "volumes" && Array.isArray(before))
      return [
        name,
        before.map((one) => (typeof one === "object" && !Array.isArray(one) ? { ...one, volumeId: idLike("vol-0", draw) } : one)),
      ];
    return name === "version" && field?.shape === "leaf" && field.type === "integer" ? [name, index + 1] : [name, before];
  });
  return Object.fromEntries(own);
};
