import type { Position, Resource } from "../../estate/estate.ts";
import { toPointer } from "../../estate/pointer.ts";
import { globalRegion } from "../../estate/relation.ts";
import type { JsonPath } from "../../estate/strict-json.ts";
import type { Unknown } from "../../estate/unknown.ts";
import { placesOf } from "../../kinds/field.ts";
import type { Kind } from "../../kinds/kind.ts";
import { type Path } from "../../kinds/path-in.ts";
import { readTemplateFields, type UnknownAt } from "../../kinds/read-fields.ts";
import { addTags, nameField, nameIn } from "../resource.ts";
import { evaluate } from "./evaluate.ts";
import type { Own } from "./identities.ts";
import { positionOf } from "./position.ts";
import { tokenOf } from "./reference.ts";
import { atDeployment, type Written } from "./scope.ts";
import { readTags } from "./tags.ts";
import type { Deployment, Template } from "./template.ts";
import { documentOf, hidden, memberOf, nothing, unknownIn, type Value } from "./value.ts";

export type KindReading = { kind: Kind; generated: ReadonlySet<string> };

/** What CloudFormation or AWS makes up where nobody writes it: names and ids. */
export const kindReading = (kind: Kind): KindReading => {
  const name = nameField(kind);
  const generated = Object.entries(kind.fields).flatMap(([field, spelled]) => {
    const isMade = spelled.shape === "leaf" && spelled.default === undefined && (field === name || spelled.change === "read-only");
    return isMade && spelled.cloudformation !== undefined ? placesOf(spelled.cloudformation).slice(-1) : [];
  });
  return { kind, generated: new Set(generated) };
};

const writtenIn = (value: Value | undefined, path: Path): Value | undefined =>
  path.reduce<Value | undefined>((at, step) => (at?.is === "map" ? at.members.get(String(step)) : undefined), value);

/** What somebody wrote, and AWS refuses when it is empty, is there in whatever is deployed. */
const isFilled = (own: Value, path: Path, { kind }: KindReading): boolean => {
  if (kind.cloudformation?.filled?.includes(path.join(".")) !== true) return false;
  const value = writtenIn(own, path);
  return value?.is === "hidden" && value.maybe !== true;
};

/** Names and ids that nobody wrote, and those that are unknown, are the same wherever they are referred to. */
const unknownOf = (id: string, own: Value, reading: KindReading, { scope }: Template): UnknownAt => {
  const given = unknownIn(own);
  return (path, whole) => {
    const found = given(path, whole);
    const unknown = found && isFilled(own, path, reading) ? { ...found, set: true } : found;
    const [attribute] = path;
    if (path.length !== 1 || typeof attribute !== "string") return unknown;
    const same = tokenOf(scope, id, attribute);
    if (unknown) return { same, ...unknown };
    const isWritten = own.is === "map" && (own.members.get(attribute) ?? nothing).is !== "nothing";
    return !isWritten && reading.generated.has(attribute) ? atDeployment("CloudFormation or AWS makes it up", { same }) : undefined;
  };
};

type Asked = { id: string; written: Written; own: Value; places: Own["places"]; reading: KindReading };

/** Where a field is written. An element that was laid out stands where its author wrote it, which its parts have other names for. */
const writtenAt = (path: Path, { written, places }: Asked): JsonPath | undefined => {
  const [name, index, part] = path;
  const laid = places.get(String(name));
  if (!laid || index === undefined) return ["Resources", written.from, "Properties", ...path];
  return part === undefined ? laid[Number(index)] : undefined;
};

const positionsOf = (placed: readonly [at: Path, path: Path][], asked: Asked, { source }: Template): Record<string, Position> =>
  Object.fromEntries(
    placed.flatMap(([at, path]): [string, Position][] => {
      const place = writtenAt(path, asked);
      const position = place && positionOf(source, place);
      return position ? [[toPointer(at), position]] : [];
    }),
  );

/** A resource of a template, as one of its kind. */
export const readResource = (asked: Asked, template: Template, deployment: Deployment): Resource => {
  const { id, written, own, reading } = asked;
  const { kind } = reading;
  const placed: [Path, Path][] = [];
  const { config, unknown, defaulted } = readTemplateFields(
    kind.fields,
    documentOf(own) ?? {},
    unknownOf(id, own, reading, template),
    (at, path) => placed.push([at, path]),
  );
  const position = positionOf(template.source, ["Resources", written.from]);
  const address = `${template.scope.prefix}${id}`;
  const resource: Resource = {
    id: address,
    kind: kind.name,
    name: nameIn(kind, config) ?? address,
    arn: null,
    account: deployment.account ?? "planned",
    region: kind.global === true ? globalRegion : (deployment.region ?? "unknown"),
    createdAt: null,
    config,
    unknown,
    defaulted,
    ...(position ? { position } : {}),
    positions: positionsOf(placed, asked, template),
  };
  if (Object.values(kind.fields).some(({ shape }) => shape === "tags")) {
    const property = kind.cloudformation?.tags ?? "Tags";
    addTags(resource, readTags(memberOf(own, property), deployment.tags));
    const place = positionOf(template.source, ["Resources", written.from, "Properties", property]);
    if (place && resource.positions) resource.positions = { ...resource.positions, "/tags": place };
  }
  return resource;
};

/** What is written of a resource that exists for sure; else nothing more than that it may. */
export const ownOf = (written: Written, { scope }: Template, exists: true | Unknown): Value =>
  exists === true
    ? evaluate(written.properties, scope)
    : hidden({ reason: exists.reason, detail: `whether it exists depends on ${exists.detail}` });
