import { type Cell, isGap } from "../estate/cell.ts";
import type { Estate, Source } from "../estate/estate.ts";

const infrastructureCode: readonly Source[] = ["terraform-plan", "cloudformation", "cdk"];

export const isInfrastructureCode = (source: Source): boolean => infrastructureCode.includes(source);

/**
 * The cells that were not seen though they should have been. A plan never sees what lives beside it: that is its nature and no gap,
 * and rules that needed it say "unknown".
 */
export const gapsOf = ({ source, coverage }: Pick<Estate, "source" | "coverage">): Cell[] =>
  coverage.filter((cell) => isGap(cell) && !(isInfrastructureCode(source) && cell.phase === "dependency" && cell.state === "not-reached"));
