import { isObject, type Json } from "../../estate/json.ts";
import { parseStrictJson } from "../../estate/strict-json.ts";
import type { Written } from "./scope.ts";
import type { Beside } from "./template.ts";
import { memberOf, textOf, type Value } from "./value.ts";

const todo = "Write it again with `cdk synth`.";

const folderOf = (file: string): string => file.replaceAll("\\", "/").split("/").slice(0, -1).join("/");

const besideOf = (file: string, path: string): string =>
  path.startsWith("/") || folderOf(file) === "" ? path : `${folderOf(file)}/${path}`;

/** The object that CDK uploads a template as, by the end of its URL, whatever bucket and region it goes to. */
const objectIn = (url: Json | undefined): string | undefined => {
  if (typeof url === "string") return /\/([0-9a-f]{64}\.json)$/.exec(url)?.[1];
  const below = Array.isArray(url) ? url : isObject(url) ? Object.values(url) : [];
  return below.map(objectIn).find((found) => found !== undefined);
};

const isUploadedAs = (asset: Json, object: string): boolean => {
  const destinations = isObject(asset) ? asset["destinations"] : undefined;
  return isObject(destinations) && Object.values(destinations).some((one) => isObject(one) && one["objectKey"] === object);
};

/** Where CDK writes no metadata into the templates, its list of assets still says which file is uploaded as what. */
const assetOf = (object: string, outermost: string, beside: Beside): string | undefined => {
  const list = outermost.replace(/\.template\.json$/, ".assets.json");
  const content = list === outermost ? undefined : beside(list);
  const document = content && parseStrictJson(content, { file: list, todo });
  const files = isObject(document) && isObject(document["files"]) ? Object.values(document["files"]) : [];
  const asset = files.find((one) => isUploadedAs(one, object));
  const source = isObject(asset) && isObject(asset["source"]) ? asset["source"]["path"] : undefined;
  return typeof source === "string" ? source : undefined;
};

type Nesting = { file: string; above: readonly string[] };

/** The file that the template of a nested stack lies in; undefined if it lies elsewhere. CDK names it beside the stack, or in its list. */
export const nestedFile = (written: Written, properties: Value, { file, above }: Nesting, beside: Beside): string | undefined => {
  const metadata = written.body["Metadata"];
  const named = isObject(metadata) ? metadata["aws:asset:path"] : undefined;
  if (typeof named === "string") return besideOf(file, named);
  const url = textOf(memberOf(properties, "TemplateURL"));
  if (url !== undefined && !/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return besideOf(file, url);
  const object = objectIn(isObject(written.properties) ? written.properties["TemplateURL"] : undefined);
  const asset = object === undefined ? undefined : assetOf(object, above[0] ?? file, beside);
  return asset === undefined ? undefined : besideOf(file, asset);
};
