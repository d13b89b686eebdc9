import { isObject, type JsonObject } from "../../estate/json.ts";
import { parseStrictJson } from "../../estate/strict-json.ts";

/** A stack of a CDK app: the file of its template, and where it goes if the app says so. */
export type AssembledStack = { file: string; account?: string; region?: string };

const todo = "Write it again with `cdk synth`.";

const placeOf = (environment: unknown): Pick<AssembledStack, "account" | "region"> => {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(typeof environment === "string" ? environment : "") ?? [];
  return {
    ...(account !== undefined && account !== "unknown-account" && { account }),
    ...(region !== undefined && region !== "unknown-region" && { region }),
  };
};

const textIn = (properties: unknown, name: string): string | undefined => {
  const value = isObject(properties) ? properties[name] : undefined;
  return typeof value === "string" ? value : undefined;
};

const stacksIn = (artifacts: JsonObject, folder: string, read: (path: string) => Uint8Array | undefined): AssembledStack[] =>
  Object.values(artifacts).flatMap((artifact): AssembledStack[] => {
    if (!isObject(artifact)) return [];
    const file = textIn(artifact["properties"], "templateFile");
    if (artifact["type"] === "aws:cloudformation:stack" && file !== undefined)
      return [{ file: `${folder}/${file}`, ...placeOf(artifact["environment"]) }];
    // A stage of the app is an assembly of its own.
    const stage = textIn(artifact["properties"], "directoryName");
    return artifact["type"] === "cdk:cloud-assembly" && stage !== undefined ? (readAssembly(`${folder}/${stage}`, read) ?? []) : [];
  });

/** The stacks of a CDK cloud assembly, or undefined if the folder holds none. */
export function readAssembly(folder: string, read: (path: string) => Uint8Array | undefined): AssembledStack[] | undefined {
  const file = `${folder}/manifest.json`;
  const content = read(file);
  const document = content && parseStrictJson(content, { file, todo });
  const artifacts = isObject(document) ? document["artifacts"] : undefined;
  return isObject(artifacts) ? stacksIn(artifacts, folder, read).toSorted((a, b) => (a.file < b.file ? -1 : 1)) : undefined;
}
