import type { Cell } from "../../estate/cell.ts";
import type { Kind } from "../../kinds/kind.ts";
import { typesWithoutKind } from "../coverage.ts";
import type { Place } from "./place.ts";

type Found = Place & { type: string };

/** `aws_sagemaker_mlflow_app`, `AWS::SageMaker::MlflowApp` and the kind mlflow-app of sagemaker are the same to the letter. */
const letters = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Of what merely lies around, a plan holds much that is nobody's business here; roles are judged for themselves. */
const isAsked = ({ recognition, surrounds, service }: Kind): boolean => !recognition && (!surrounds || service === "iam");

const byLetters = (kinds: readonly Kind[]): Map<string, Kind> =>
  new Map(
    kinds.filter(isAsked).flatMap((kind) => {
      const spelled = [`aws${kind.service}${kind.name}`, kind.cloudformation?.type ?? "", kind.terraform?.type ?? ""];
      return spelled.filter((name) => name !== "").map((name): [string, Kind] => [letters(name), kind]);
    }),
  );

/** Types that look like those of machine learning, of whichever provider. */
const isOfMl = (type: string): boolean => /^aws(?:cc)?_(?:sagemaker|emr|emrserverless|emrcontainers)_/.test(type);

/**
 * What is in a plan under a type that is not read. Where rules ask for such a thing under another name (of the Cloud Control provider, or of a
 * later version of the usual one), nothing is said of it, and that is a gap; other types of machine learning are told and no more.
 */
export const unreadCells = (found: readonly Found[], kinds: readonly Kind[]): Cell[] => {
  const known = byLetters(kinds);
  const kindOf = ({ type }: Found): Kind | undefined => known.get(letters(type.replace(/^awscc_/, "aws_")));
  const asked = found.filter((one) => kindOf(one) !== undefined);
  const gaps = [...Map.groupBy(asked, ({ account, region, type }) => JSON.stringify([account, region, type]))]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]): Cell[] => {
      const [first] = same;
      if (!first) return [];
      const { account, region, type } = first;
      const detail = `${same.length} of them cannot be read from a plan; rules ask for ${kindOf(first)?.name ?? type}`;
      return [{ account, region, kind: type, phase: "list", state: "not-reached", seen: 0, detail }];
    });
  return [...gaps, ...typesWithoutKind(found.filter((one) => kindOf(one) === undefined && isOfMl(one.type)))];
};
