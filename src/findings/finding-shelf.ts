import type { OpenShelf } from "../estate/shelf.ts";
import type { AppliedRule, Notable } from "./finding.ts";
import type { Finding } from "./report.ts";
import { rankOf } from "./reported.ts";

/** What a ruling shows. */
type Cause = Pick<Finding, "evidence" | "open">;

/** A finding as it is put aside: its values without their names, its rule by its place among the rules of the run, and a cause of many by its number. */
type PackedFinding = readonly [
  rule: number,
  verdict: Finding["verdict"],
  severity: Finding["severity"],
  resource: string,
  fingerprint: string,
  message: string,
  cause: Cause | number,
  facts: Finding["facts"],
  position: Finding["position"] | null,
  waiver: Finding["waiver"] | null,
];

/** Findings in the order of a report: the severest first, then by rule and resource. */
export type FindingShelf = {
  put: (finding: Finding, ruling: Notable) => void;
  rows: Iterable<Finding>;
};

/** So many causes are held; those of more are written with each finding. */
const held = 10_000;

type Causes = { pack: (ruling: Notable) => Cause | number; unpack: (packed: Cause | number) => Cause };

/** Of rulings that are shared, what they show is kept once. */
const causesOnce = (): Causes => {
  const causes: Cause[] = [];
  const numbers = new WeakMap<Notable, number>();
  return {
    pack: (ruling) => {
      const { evidence, open } = ruling;
      const known = ruling.shared ? numbers.get(ruling) : undefined;
      if (known !== undefined) return known;
      if (!ruling.shared || causes.length >= held) return { evidence, open };
      numbers.set(ruling, causes.length);
      return causes.push({ evidence, open }) - 1;
    },
    unpack: (packed) => (typeof packed === "number" ? (causes[packed] ?? { evidence: [], open: [] }) : packed),
  };
};

/** There are hundreds of thousands, and most of what a report says of one it says of many. */
export const findingShelf = (open: OpenShelf, rules: readonly AppliedRule[]): FindingShelf => {
  const shelf = open<PackedFinding>();
  const causes = causesOnce();
  const placeOf = new Map(rules.map(({ rule }, at) => [rule.id, at]));
  const unpack = ([at, verdict, severity, resource, fingerprint, message, cause, facts, position, waiver]: PackedFinding): Finding => {
    const { id = "", title = "" } = rules[at]?.rule ?? {};
    const finding: Finding = { fingerprint, rule: id, verdict, severity, resource, title, message, ...causes.unpack(cause), facts };
    return { ...finding, ...(position && { position }), ...(waiver && { waiver }) };
  };
  return {
    put: (finding, ruling) => {
      const { rule, verdict, severity, resource, fingerprint, message, facts, position = null, waiver = null } = finding;
      const cause = causes.pack(ruling);
      shelf.put(
        [rankOf(severity), rule, resource],
        [placeOf.get(rule) ?? -1, verdict, severity, resource, fingerprint, message, cause, facts, position, waiver],
      );
    },
    rows: {
      *[Symbol.iterator]() {
        for (const packed of shelf.rows) yield unpack(packed);
      },
    },
  };
};
