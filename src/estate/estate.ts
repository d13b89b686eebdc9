import type { Cell } from "./cell.ts";
import type { JsonObject } from "./json.ts";
import type { Unknowns } from "./unknown.ts";

export const estateFormat = "sagewarden/estate@1";
export const sources = ["live", "terraform-plan", "cloudformation", "cdk", "file"] as const;
export type Source = (typeof sources)[number];

/** Where infrastructure code says it. Lines and columns are counted from 1. */
export type Position = { file: string; line: number; column: number; endLine?: number };

export type Resource = {
  /** Unique in the estate: the ARN of a live resource, the address of a planned one. */
  id: string;
  kind: string;
  name: string;
  arn: string | null;
  account: string;
  region: string;
  /** RFC 3339, UTC. Tells a re-created resource from the one of the same name before it. */
  createdAt: string | null;
  config: JsonObject;
  unknown: Unknowns;
  /** Pointers of the values that the source left out and the provider's or API's default filled in. */
  defaulted: string[];
  position?: Position;
  /** Where the fields stand that are written out, by JSON Pointer into `config`. */
  positions?: Readonly<Record<string, Position>>;
};

export type Estate = {
  format: typeof estateFormat;
  source: Source;
  /** RFC 3339, UTC; null for infrastructure code, which has no time. */
  collectedAt: string | null;
  resources: Resource[];
  coverage: Cell[];
};
