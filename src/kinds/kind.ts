import type { Resource } from "../estate/estate.ts";
import type { Json } from "../estate/json.ts";
import type { Relations } from "../estate/relation.ts";
import type { Fields } from "./field.ts";
import type { Operation, SearchResource, Service } from "./operation.ts";

/** A paged List operation. Paging members differ between services, so they are named. */
export type List = {
  operation: Operation;
  /**
   * The member of the answer that holds the summaries; `Reservations[*].Instances` where they lie in groups, whose plain members they are
   * told. Null: there is one in each account and region, and the answer itself is it.
   */
  items: string | null;
  input?: Record<string, Json>;
  /** How it is asked for one alone: the member that takes ids, and the field that is one. */
  alone?: { member: string; field: string };
  /** Member of the input that asks for a page size, and its maximum; EMR has none. */
  pageSize?: { member: string; maximum: number };
  /** Null: the answer comes in one piece. */
  token: { input: string; output: string } | null;
  /** Where AWS wants to be told of what: asked once for each of that list, by these members of the parent's summary, which the items then have too. */
  within?: { list: List; input: Record<string, string> };
  /** The members that a summary shows, as far as fields are spelt by them: where these suffice, nothing needs to be described. */
  gives: readonly string[];
  /** The member of the input that keeps the list to the region in which it is asked for. */
  region?: string;
  /** What asks for the newest first, where the order can be chosen. */
  newestFirst?: Record<string, string>;
  /** What AWS goes on to list for a while after it is gone: a member, and what it then says. */
  gone?: { member: string; says: string };
};

/**
 * What is asked of others for a page of summaries at once, by the ids that stand in them at `ids`, and put into each of them under the
 * same member. A filter passes over what it does not find, where a list of ids would fail as a whole.
 */
export type Lookup = { operation: Operation; ids: string; filter: string; items: string; key: string };

/** What a resource, as far as it is known, is to a kind: one of it, certainly none, or perhaps one; and what speaks for it. */
export type Recognised = { is: "one" | "none" | "unsure"; evidence: readonly string[] };

/**
 * Where a List shows more than the kind. What is listed is looked at with its lookups; of those that may be one, the descriptions of
 * these members are asked for before it is decided. Who stays unsure is left out, and counted in the list's cell.
 */
export type Recognition = {
  of: (resource: Pick<Resource, "config" | "unknown">) => Recognised;
  lookups: readonly Lookup[];
  decides: readonly string[];
};

export const leftOut = (count: number): string => `${count} that may be one left out: too little speaks for it`;

/** Search gives whole documents, with their tags, a hundred at a time; from an index that may lag. */
export type Search = {
  resource: SearchResource;
  /** The path in a record to the document. */
  root: string;
  /** What keeps the search to this kind, where the resource is of several. */
  only?: { name: string; value: string };
  /** Not all of them need be known to it, so that it is never believed without the list. */
  partial?: true;
  /** The members of the description that the record lacks, as far as fields are spelt by them. */
  lacks?: readonly string[];
};

/** What ends and stays listed piles up: it is collected as far back as was asked. What runs or bills is collected whatever its age. */
export type History = {
  /** The member of the list's input that leaves out what is older; null: the list is asked for the newest first and left early. */
  after: string | null;
  /** Filters that find what runs or bills; in a summary the config field says the same. `together`: the member takes all values at once. */
  always: readonly { member: string; field: string; values: readonly string[]; together?: true }[];
};

/** A path in the summary, a value that is the same for all, or EC2's filter by what lies at a path. */
export type DescribeMember = string | { value: Json } | { filter: string; path: string };

/**
 * A Describe operation: `input` maps its members to paths in the summary; a path that the summary lacks leaves its member out. `root` is the member of the answer that holds the
 * document. Several describes of one kind are merged, later over earlier; an `optional` one may find nothing.
 */
export type Describe = {
  operation: Operation;
  input: Record<string, DescribeMember>;
  /** Asked only where the description before it says so: a member and its value. */
  only?: { member: string; is: string };
  /** Asked only of what has not ended: of what has, there is nothing of it any more. */
  lives?: true;
  root?: string;
  optional?: true;
  /** The members of the document that only this description gives, where there are several: what is unknown if it is refused. */
  gives?: readonly string[];
  /** The paths that AWS always gives: an answer that lacks one is none from which it could be known that nothing is there. */
  always?: readonly string[];
  /** Where it gives one list, by the page. */
  token?: { input: string; output: string };
};

export type TagSource =
  /** Asked for by ARN. */
  | { from: "operation"; operation: Operation; input: string; items: string }
  /** Part of the description, under this member. */
  | { from: "description"; member: string }
  | { from: "nowhere" };

export type VerbType = "reversible" | "recreatable" | "irreversible";

/**
 * Where a member of a verb's request comes from: a config field, a list of that one, or the same value for all; the resource's ARN; or
 * a value that is given, which is what the field of that name becomes (`keysOf`: the keys of such a map, as a list); or what stood there
 * before an act that it takes back. A field that is null leaves its member out. `as`: of a list of elements, what AWS calls each of
 * their fields; one that is null is left out of its element.
 */
export type VerbMember =
  | string
  | { listOf: string }
  | { value: Json }
  | { arn: true }
  | { given: string; as?: Readonly<Record<string, string>> }
  | { keysOf: string }
  | { former: string };

/** An act on a resource. `input` maps members, or dotted paths to them, to config fields; state names are the kind's own. */
export type Verb = {
  operation: Operation;
  input: Record<string, VerbMember>;
  type: VerbType;
  /** States in which AWS accepts it; empty: whatever its state. */
  from: readonly string[];
  /** States that mean: already under way or done; nothing to do. */
  done: readonly string[];
  /** The state that proves the act, `null`: the resource is gone; left out: its state stays, and what the verb sets proves it. */
  to?: string | null;
  /** The fields that it changes, and to what: with these values it is done, whatever state it was in before. */
  sets?: Readonly<Record<string, Json>>;
  /** AWS refuses it while one of these fields has this value: each resource is asked for itself, before it is acted on. */
  unless?: Readonly<Record<string, Json>>;
  /** It is meant for those alone of which each of these fields has one of these values. */
  onlyIf?: Readonly<Record<string, readonly Json[]>>;
  /** The paths in the request that AWS replaces as a whole: what the description holds there is sent along. */
  keeps?: readonly string[];
  /** What must be gone before, by the ARNs of its parts: AWS refuses to delete what holds them. */
  after?: { kind: string; arn: string };
  /** It must be gone: the act makes it anew, from what was recorded of it before it was deleted. */
  makes?: true;
  /** What is lost, and what keeps billing afterwards, in words for the plan. */
  loses: string;
  keepsBilling: string;
  /** The verb that takes it back; what it is given is what stood there before. `elseUndo` does it where nothing stood there. */
  undo?: string;
  elseUndo?: string;
};

export type States = {
  /** The config field that holds the state. */
  field: string;
  running: readonly string[];
  billing: readonly string[];
  stoppable: readonly string[];
  terminal: readonly string[];
};

export type Kind = {
  name: string;
  title: string;
  plural: string;
  /** An account has it once for all regions: it is asked for in one of them, and its region is called `global`. */
  global?: true;
  /**
   * Where an account has far more of them than belong to the estate: those whose name or one of whose tag keys says so are described
   * (the keys that rules look for count too); of the others no more is known than the list says.
   */
  ours?: { names: RegExp; tagKeys: readonly string[] };
  /** It lies around the estate, for rules to look at: it is no project's, and nobody asks it for a project's tags. */
  surrounds?: true;
  service: Exclude<Service, "tagging">;
  /**
   * Where the summary or description keeps the identity. `template` is the ARN's last part built from config fields, `{a|b}` being
   * the one that is not null. AWS writes some parts in lower case (an app's type), so an ARN that AWS gives goes first.
   */
  identity: {
    /** Null: it has no name of its own, and its ARN's last part serves. */
    name: string | null;
    arn: string | null;
    template: string;
    /** Fields that AWS writes in lower case in the ARN. */
    lowerCase?: readonly string[];
    /** Where it says whose it is, if that may be another account than the one that sees it. */
    owner?: string;
    createdAt: string | null;
    /** The fields of config that name it within its account and region. */
    key: readonly string[];
  };
  fields: Fields;
  list: List;
  recognition?: Recognition;
  /** Empty: the summary has all that is needed. */
  describe: readonly Describe[];
  tags: TagSource;
  search: Search | null;
  /** The type by which the tagging API knows it, so that its tags can be had a hundred at a time. */
  taggingType: string | null;
  states: States | null;
  verbs: Record<string, Verb>;
  /** States in which it bills for what it stores, though it runs nothing. */
  stores?: readonly string[] | "always";
  relations: Relations;
  history: History | null;
  /** How long a description holds good: for ever, once in a terminal state, while the summary names the same time of change, or not at all. */
  unchanging: "always" | "when-terminal" | "by-modified" | null;
  terraform: Terraform | null;
  /** `tags`: the property that holds its tags, where that is not `Tags`. `filled`: those that AWS refuses when they are empty. */
  cloudformation: { type: string; tags?: string; filled?: readonly string[] } | null;
};

export type Terraform = {
  type: string;
  beside?: readonly Beside[];
  /** A block that names a template, from which AWS takes whatever is not written in the resource itself. */
  template?: string;
};

/**
 * Resources of another type that add to a list of this one. `of` is their attribute that names the owner, or several of them, by its name or by
 * `owner`; each adds one element made of their attributes, the first of which tells the elements apart, and if that is a list one for each
 * of its values. Of a single value in brackets becomes a list. `refers`: the attribute that refers to another resource.
 */
export type Beside = {
  type: string;
  of: string;
  into: string;
  gives: Readonly<Record<string, string | readonly [string]>>;
  refers?: string;
  owner?: "name" | "id";
  /** Only those of which this attribute says so. */
  where?: readonly [string, string];
  /** What they add cannot be told from what else is in the list: where one is changed or taken away, what remains is not known. */
  merges?: true;
};

/** The states of a SageMaker job. */
export const jobStates: States = {
  field: "state",
  running: ["InProgress"],
  billing: ["InProgress", "Stopping"],
  stoppable: ["InProgress"],
  terminal: ["Completed", "Failed", "Stopped"],
};

/** A job that is stopped has lost what it did not save, and can only be started anew. */
export const stopJob = (verb: Pick<Verb, "operation" | "input" | "loses" | "keepsBilling">): Verb => ({
  type: "recreatable",
  from: ["InProgress"],
  done: ["Stopping", "Stopped", "Completed", "Failed"],
  to: "Stopped",
  ...verb,
});

/** Paging as SageMaker does it. */
export const sagemakerPaging = {
  pageSize: { member: "MaxResults", maximum: 100 },
  token: { input: "NextToken", output: "NextToken" },
} as const;

/** SageMaker's lists come in an order of their own unless told. */
export const newestFirst = { SortBy: "CreationTime", SortOrder: "Descending" } as const;

/** Paging as EC2 does it; how large a page may be differs. */
export const ec2Paging = (maximum: number) =>
  ({ pageSize: { member: "MaxResults", maximum }, token: { input: "NextToken", output: "NextToken" } }) as const;

/** Paging as EMR does it: 50 at most, no say in the matter. */
export const emrPaging = { token: { input: "Marker", output: "Marker" } } as const;
