import { type Estate, estateFormat, type Resource } from "../../estate/estate.ts";
import type { Json } from "../../estate/json.ts";
import type { Kind } from "../../kinds/kind.ts";
import { readFields } from "../../kinds/read-fields.ts";
import { codeCoverage } from "../coverage.ts";
import { readJson } from "../json-document.ts";
import { addTags, nameIn, recognised, type Tags } from "../resource.ts";
import { besideIn, type Besides, withBeside } from "./beside.ts";
import { type Configuration, readConfiguration, type Written } from "./configuration.ts";
import { holdsResource, type Plan, type Planned, readDocument } from "./document.ts";
import { expressionOf, mentions } from "./expression.ts";
import { filledIn, hiddenIn } from "./hidden.ts";
import { type KindFields, kindFields } from "./kind-fields.ts";
import { markAbove } from "./mask.ts";
import { type Places, readPlaces, unknownAccount, unknownRegion } from "./place.ts";
import { type FindSource, findInSources, folderOf, positionIn } from "./position.ts";
import { settle } from "./settle.ts";
import { readTags } from "./tags.ts";
import { unreadCells } from "./unread.ts";

export type TerraformPlan = {
  /** What `terraform show -json PLAN` writes. */
  content: string | Uint8Array;
  /** Its name, for positions and errors. */
  file: string;
  kinds: readonly Kind[];
  /** The .tf files of the root module and of the modules below it, by path. Positions then point at them. */
  sources?: ReadonlyMap<string, string>;
  /** The folder of the root module; where the plan lies, if not said. */
  root?: string;
};

type Reader = {
  plan: Plan;
  configuration: Configuration;
  places: Places;
  byAddress: ReadonlyMap<string, Planned>;
  kinds: ReadonlyMap<string, { kind: Kind; fields: KindFields }>;
  besides: Besides;
  findSource: FindSource;
  position: ReturnType<typeof positionIn>;
};

const arnIn = ({ after, unknown, sensitive }: Planned): string | null => {
  const arn = after["arn"];
  const hidden = markAbove(unknown, ["arn"]) ?? markAbove(sensitive, ["arn"]);
  return hidden === undefined && typeof arn === "string" && arn.startsWith("arn:") ? arn : null;
};

const tagsDetail = (written: Written | undefined): string => {
  const expression: Json = written?.expressions["tags"] ?? {};
  return mentions(expressionOf(expression).references).slice(0, 3).join(", ") || "an expression";
};

const tagsOf = (planned: Planned, reader: Reader, written: Written | undefined): Tags => {
  const { after, unknown, sensitive } = planned;
  const defaults = reader.places.provider(planned)?.defaultTags;
  return readTags({ after, unknown, sensitive, detail: tagsDetail(written), defaults });
};

const readResource = (planned: Planned, reader: Reader): Resource | undefined => {
  const known = reader.kinds.get(planned.address.type);
  if (!known) return undefined;
  const { kind, fields } = known;
  const { variables } = reader.plan;
  const written = reader.configuration.written(planned.address);
  const settled = settle(planned, { written, variables, find: (address) => reader.byAddress.get(address) });
  const source = reader.findSource(planned, written?.scope);
  const unknownAt = hiddenIn({
    planned: settled,
    fields,
    written,
    variables,
    generates: (block) => source?.dynamics.includes(block),
    inEstate: (address) => reader.kinds.has(reader.byAddress.get(address)?.address.type ?? ""),
  });
  const isGenerated = (list: string): boolean =>
    source?.dynamics.includes(list) === true && markAbove(settled.unknown, [list]) !== undefined;
  const merges = (kind.terraform?.beside ?? []).some((beside) => beside.merges);
  const own = { planned: settled, unknownAt, isGenerated, merges };
  const whole = withBeside(own, reader.besides(planned, kind));
  const reading = readFields(kind.fields, "terraform", whole.after, whole.unknownAt);
  const position = reader.position(planned, source);
  const resource: Resource = {
    id: planned.id,
    kind: kind.name,
    name: nameIn(kind, reading.config) ?? planned.id,
    arn: arnIn(planned),
    ...reader.places.of(planned, kind.global === true),
    createdAt: null,
    ...reading,
    ...(position ? { position } : {}),
  };
  if (Object.values(kind.fields).some((field) => field.shape === "tags")) {
    const tags = tagsOf(planned, reader, written);
    addTags(resource, { ...tags, open: tags.open ?? filledIn({ planned, fields }) });
  }
  return resource;
};

const incomplete = "the plan says that it is not complete: a part was targeted or deferred";

/**
 * Reads a Terraform or OpenTofu plan into the estate that will be there once it is applied: what is created, changed or kept, without
 * what is deleted or forgotten.
 */
export const readTerraformPlan = ({ content, file, kinds, sources = new Map(), root = folderOf(file) }: TerraformPlan): Estate => {
  const document = readJson(content, file, holdsResource);
  const plan = readDocument(document, file);
  const configuration = readConfiguration(plan.configuration);
  const places = readPlaces(plan, configuration);
  const byAddress = new Map(plan.planned.map((planned) => [planned.id, planned]));
  const byType = new Map(
    kinds.flatMap((kind) => (kind.terraform ? [[kind.terraform.type, { kind, fields: kindFields(kind, kinds) }]] : [])),
  );
  const reader: Reader = {
    plan,
    configuration,
    places,
    byAddress,
    kinds: byType,
    besides: besideIn({ plan, configuration, places, inEstate: (address) => byType.has(byAddress.get(address)?.address.type ?? "") }),
    findSource: findInSources({ files: sources, root }),
    position: positionIn(document, file),
  };
  const { resources, unsure } = recognised(
    plan.planned.flatMap((planned) => readResource(planned, reader) ?? []),
    kinds,
  );
  const coverage = codeCoverage({
    kinds,
    places: [...places.configured, ...resources],
    has: ({ terraform }) => terraform !== null,
    partial: plan.complete ? undefined : incomplete,
    resources,
    unsure,
    beside: "a plan shows only what it manages",
  });
  const others = plan.planned
    .filter(({ address }) => !reader.kinds.has(address.type))
    .map((one) => ({ ...places.of(one, false), type: one.address.type }));
  const [nearby = { account: unknownAccount, region: unknownRegion }] = places.configured;
  const unread = unreadCells([...others, ...plan.cloudControl.map((type) => ({ ...nearby, type }))], kinds);
  return { format: estateFormat, source: "terraform-plan", collectedAt: null, resources, coverage: [...coverage, ...unread] };
};
