import type { JsonObject } from "../estate/json.ts";

/**
 * Where acting needs more, or less, than the action on the kind's own ARNs. From the service authorization reference
 * (list_amazonsagemaker, list_amazonelasticmapreduce), as iam-data 0.21.202609261 holds it.
 */
type Also = { resources?: readonly string[]; actions?: readonly { action: string; condition: Record<string, JsonObject> }[] };

export const alsoNeeds: Readonly<Record<string, Also>> = {
  // It is allowed on both ARNs or not at all; and a request with tags needs the right to tag, which may be kept to this request.
  "sagemaker:CreateEndpoint": {
    resources: ["endpoint-config/*"],
    actions: [{ action: "sagemaker:AddTags", condition: { StringEquals: { "sagemaker:TaggingAction": "CreateEndpoint" } } }],
  },
};

/** Actions that AWS allows on everything or on nothing. */
export const knowsNoResource: readonly string[] = ["elasticmapreduce:DeleteSecurityConfiguration"];

/**
 * Kinds of which no tag can be demanded, although they may bear some: AWS compares those of a tracking server with nothing, and an
 * app is its space's, whose tags it need not have.
 */
export const ignoresTags: readonly string[] = ["app", "mlflow-tracking-server"];
