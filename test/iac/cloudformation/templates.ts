import type { Estate, Resource } from "../../../src/estate/estate.ts";
import type { Json, JsonObject } from "../../../src/estate/json.ts";
import { readDeployment } from "../../../src/iac/cloudformation/deployment.ts";
import { readCloudFormation, type ReadTemplate } from "../../../src/iac/cloudformation/read.ts";
import { kinds } from "../../../src/kinds/registry.ts";

type Surroundings = { parameters?: JsonObject; files?: Record<string, string> };

/** A template read as the command line reads it; `files` lie beside it. */
export const readWith = (content: string | Uint8Array, { parameters = {}, files = {} }: Surroundings = {}): ReadTemplate => {
  const beside = (path: string): Uint8Array | undefined => {
    const text = files[path];
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  const { deployment } = readDeployment(JSON.stringify(parameters), "parameters.json");
  return readCloudFormation({ content, file: "infra/template.yaml", kinds, deployment, beside });
};

export const read = (content: string | Uint8Array, surroundings?: Surroundings): Estate => readWith(content, surroundings).estate;

export const byId = (estate: Estate, id: string): Resource => {
  const found = estate.resources.find((resource) => resource.id === id);
  if (!found) throw new Error(`no ${id} among ${estate.resources.map((resource) => resource.id).join(", ")}`);
  return found;
};

export const notebookType = "AWS::SageMaker::NotebookInstance";

/** A template with one notebook of these properties, and whatever else. */
export const withNotebook = (properties: JsonObject, sections: JsonObject = {}, others: JsonObject = {}): string =>
  JSON.stringify({
    ...sections,
    Resources: {
      Nb: { Type: notebookType, Properties: { InstanceType: "ml.t3.medium", RoleArn: "arn:aws:iam::111122223333:role/nb", ...properties } },
      ...others,
    },
  });

export const notebookOf = (properties: JsonObject, sections: JsonObject = {}, surroundings?: Surroundings): Resource =>
  byId(read(withNotebook(properties, sections), surroundings), "Nb");

/** What a text comes to, by way of a property that takes any; why it is not known, where it is not. */
export const comesTo = (node: Json, sections: JsonObject = {}, surroundings?: Surroundings): Json => {
  const { config, unknown } = notebookOf({ KmsKeyId: node }, sections, surroundings);
  const why = unknown["/kmsKeyId"];
  return why ? { unknown: why.reason, ...(why.set ? { set: true } : {}) } : (config["kmsKeyId"] ?? null);
};
