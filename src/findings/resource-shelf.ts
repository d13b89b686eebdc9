import type { Position, Resource } from "../estate/estate.ts";
import type { OpenShelf } from "../estate/shelf.ts";
import type { Ruling, VerdictWord } from "../evaluate/verdict.ts";
import type { ReportedResource } from "./report.ts";
import { saidOf } from "./reported.ts";

/** A resource as it is put aside: its values without their names, the words of its verdicts one letter each, in the order of a list of rules that many share. */
type PackedResource = readonly [
  id: string,
  kind: string,
  name: string,
  arn: string | null,
  account: string,
  region: string,
  createdAt: string | null,
  modifiedAt: string | null,
  state: string | null,
  project: string | null,
  user: string | null,
  position: Position | null,
  asked: number,
  words: string,
];

const letters = { fail: "f", unknown: "u", exempt: "e", pass: "p", "not-applicable": "n" } as const satisfies Record<VerdictWord, string>;
const wordOf: ReadonlyMap<string, VerdictWord> = new Map([
  ["f", "fail"],
  ["u", "unknown"],
  ["e", "exempt"],
  ["p", "pass"],
  ["n", "not-applicable"],
]);

const names = (rules: readonly string[], rulings: readonly Ruling[]): boolean =>
  rules.length === rulings.length && rules.every((rule, at) => rule === rulings[at]?.rule);

/** Resources as a report says them, with the word on each ruling, in the order of their ids. */
export type ResourceShelf = {
  put: (resource: Resource, rulings: readonly Ruling[], words: readonly VerdictWord[]) => void;
  get: (id: string) => ReportedResource | undefined;
  rows: Iterable<ReportedResource>;
};

/** Most of a row would be the names of rules, and those are the same for all of a kind. */
export const resourceShelf = (open: OpenShelf): ResourceShelf => {
  const shelf = open<PackedResource>();
  const lists: (readonly string[])[] = [[]];
  const placeOf = new Map([["", 0]]);
  let last = 0;
  const placeFor = (rulings: readonly Ruling[]): number => {
    if (names(lists[last] ?? [], rulings)) return last;
    const rules = rulings.map(({ rule }) => rule);
    const name = rules.join(" ");
    last = placeOf.get(name) ?? lists.push(rules) - 1;
    placeOf.set(name, last);
    return last;
  };
  const unpack = (packed: PackedResource): ReportedResource => {
    const [id, kind, name, arn, account, region, createdAt, modifiedAt, state, project, user, position, asked, words] = packed;
    const verdicts = (lists[asked] ?? []).map((rule, at): [string, VerdictWord] => [rule, wordOf.get(words[at] ?? "") ?? "unknown"]);
    const said = { id, kind, name, arn, account, region, createdAt, modifiedAt, state, project, user };
    return { ...said, ...(position && { position }), verdicts: Object.fromEntries(verdicts) };
  };
  return {
    put: (resource, rulings, words) => {
      let text = "";
      for (const word of words) text += letters[word];
      const { id, kind, name, arn, account, region, createdAt, position = null } = resource;
      const { modifiedAt, state, project, user } = saidOf(resource.config);
      const asked = placeFor(rulings);
      shelf.put([id], [id, kind, name, arn, account, region, createdAt, modifiedAt, state, project, user, position, asked, text]);
    },
    get: (id) => {
      const found = shelf.get([id]);
      return found && unpack(found);
    },
    rows: {
      *[Symbol.iterator]() {
        for (const packed of shelf.rows) yield unpack(packed);
      },
    },
  };
};
