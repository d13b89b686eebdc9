import type { Relations } from "../estate/relation.ts";
import type { Fields } from "./field.ts";
import type { Operation, Service } from "./operation.ts";

/** A paged List operation. Paging members differ between services, so they are named. */
export type List = {
  operation: Operation;
  /** The member of the answer that holds the summaries. */
  items: string;
  input?: Record<string, string | number | readonly string[]>;
  /** Member of the input that asks for a page size, and its maximum; EMR has none. */
  pageSize?: { member: string; maximum: number };
  token: { input: string; output: string };
};

/**
 * A Describe operation: `input` maps its members to paths in the summary; a path that the summary lacks leaves its member out. `root` is the member of the answer that holds the
 * document. Several describes of one kind are merged, later over earlier; an `optional` one may find nothing.
 */
export type Describe = {
  operation: Operation;
  input: Record<string, string>;
  root?: string;
  optional?: true;
  /** The members of the document that only this description gives, where there are several: what is unknown if it is refused. */
  gives?: readonly string[];
};

export type TagSource =
  /** Asked for by ARN. */
  | { from: "operation"; operation: Operation; input: string; items: string }
  /** Part of the description, under this member. */
  | { from: "description"; member: string }
  | { from: "nowhere" };

export type VerbType = "reversible" | "recreatable" | "irreversible";

/** Where a member of a verb's request comes from: a config field, or a list of that one. A field that is null leaves its member out. */
export type VerbMember = string | { listOf: string };

/** An act on a resource. `input` maps members to config fields; state names are the kind's own. */
export type Verb = {
  operation: Operation;
  input: Record<string, VerbMember>;
  type: VerbType;
  /** States in which AWS accepts it. */
  from: readonly string[];
  /** States that mean: already under way or done; nothing to do. */
  done: readonly string[];
  /** The state that proves the act, `null`: the resource is gone. */
  to: string | null;
  /** What is lost, and what keeps billing afterwards, in words for the plan. */
  loses: string;
  keepsBilling: string;
  /** The verb that takes it back. */
  undo?: string;
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
  service: Service;
  /**
   * Where the summary or description keeps the identity. `template` is the ARN's last part built from config fields, `{a|b}` being
   * the one that is not null. AWS writes some parts in lower case (an app's type), so an ARN that AWS gives goes first.
   */
  identity: {
    name: string;
    arn: string | null;
    template: string;
    /** Fields that AWS writes in lower case in the ARN. */
    lowerCase?: readonly string[];
    createdAt: string | null;
    /** The fields of config that name it within its account and region. */
    key: readonly string[];
  };
  fields: Fields;
  list: List;
  /** Empty: the summary has all that is needed. */
  describe: readonly Describe[];
  tags: TagSource;
  states: States | null;
  verbs: Record<string, Verb>;
  relations: Relations;
  /** The description of one never changes. */
  immutable?: true;
  terraform: { type: string } | null;
  cloudformation: { type: string } | null;
};

/** Paging as SageMaker does it. */
export const sagemakerPaging = {
  pageSize: { member: "MaxResults", maximum: 100 },
  token: { input: "NextToken", output: "NextToken" },
} as const;

/** Paging as EMR does it: 50 at most, no say in the matter. */
export const emrPaging = { token: { input: "Marker", output: "Marker" } } as const;
