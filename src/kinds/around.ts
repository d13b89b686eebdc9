import type { Relation } from "../estate/relation.ts";

/** What stands around the estate's resources and is referred to from many kinds, by the field that refers to it. */
const one = (to: string, on: Record<string, string>, rest: Pick<Relation, "reach" | "through">): Relation => ({
  to,
  many: false,
  on,
  ...rest,
});

export const roleBy = (field: string): Relation => one("iam-role", { [field]: "arn" }, { reach: "global" });
/** EMR takes the bare name, or that of an instance profile. */
export const roleNamedBy = (field: string): Relation => one("iam-role", { [field]: "names" }, { reach: "global" });
/** By ARN, id or alias. */
export const keyBy = (field: string): Relation => one("kms-key", { [field]: "names" }, { reach: "arn" });
/** In which a URI lies. The names of buckets are given once in the world. */
export const bucketBy = (field: string): Relation => one("s3-bucket", { [field]: "name" }, { reach: "anywhere", through: "bucket" });
/** In which an image lies. */
export const repositoryBy = (field: string): Relation => one("ecr-repository", { [field]: "arn" }, { reach: "arn", through: "repository" });
