import type { FixItem, FixPlan } from "./fix-plan.ts";

/** Names are chosen by others: nothing in them may steer a terminal, or turn the reading direction. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "\uFFFD");

const callOf = ({ operation, input, region, account }: FixItem): string =>
  `${operation.service}:${operation.name} ${JSON.stringify(input)} in ${region} of ${account}`;

const peopleOf = ({ project, user }: FixItem): string => [project, user].filter((part) => part !== null).join("/") || "nobody named";

/** Each field that becomes another; what it was, where somebody looked. */
const changesOf = ({ sets = {}, expected }: FixItem): string[] =>
  Object.entries(sets).map(([field, value]) => {
    const former = expected.values?.[field];
    return `${field} ${former === undefined ? "" : `from ${JSON.stringify(former)} `}to ${JSON.stringify(value)}`;
  });

/** What else of the same people costs money, of which the act changes nothing. */
const billsOnOf = ({ billsOn, ...item }: FixItem): string[] => {
  if (!billsOn) return [];
  const groups = billsOn.resources.map(({ kind, count: amount, names }) => {
    const more = amount > names.length ? `, and ${amount - names.length} more` : "";
    return `${amount} ${kind} (${names.join(", ")}${more})`;
  });
  const unseen = billsOn.seenAll ? [] : ["not everything that can bill was looked at"];
  const all = [...(groups.length > 0 ? [`of ${peopleOf(item)}: ${groups.join(", ")}`] : []), ...unseen];
  return all.length === 0 ? [] : [all.join("; ")];
};

const rowsOf = (item: FixItem): [string, string][] => [
  ...item.because.map(({ rule, message }): [string, string] => ["why", `${message} (${rule})`]),
  ["whose", peopleOf(item)],
  ["by", callOf(item)],
  ...changesOf(item).map((text): [string, string] => ["changes", text]),
  ...(item.leaves ?? []).map((text): [string, string] => ["leaves wrong", text]),
  ["loses", item.loses],
  ["keeps billing", item.keepsBilling],
  ...billsOnOf(item).map((text): [string, string] => ["bills on too", text]),
  ["undo", item.undo === null ? "nothing takes it back" : `${item.undo} (${item.type})`],
];

const itemText = (item: FixItem, index: number): string =>
  [`${index + 1}. ${item.verb} ${item.kind} ${item.name}`, ...rowsOf(item).map(([label, value]) => `   ${label.padEnd(14)} ${value}`)]
    .map(plain)
    .join("\n");

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? "" : "s"}`;

const refusedText = (plan: FixPlan): string[] =>
  plan.refused.length === 0
    ? []
    : [
        [
          "Not planned:",
          ...plan.refused.map(({ verb, name, rule, reason }) => plain(`- ${verb} ${name}${rule === null ? "" : ` (${rule})`}: ${reason}`)),
        ].join("\n"),
      ];

const byHandText = ({ byHand }: FixPlan): string[] =>
  byHand.map(({ kind, name, rule, message, steps }) =>
    [`By hand: ${kind} ${name}`, `   why            ${message} (${rule})`]
      .concat(steps.map((step, index) => `   ${index + 1}. ${step}`))
      .map(plain)
      .join("\n"),
  );

/** Who acts where, by whose right. */
const accountsText = ({ accounts }: FixPlan): string[] =>
  accounts.length === 0
    ? []
    : [accounts.map(({ account, caller, actsAs }) => plain(`In account ${account} ${actsAs} acts, called by ${caller}.`)).join("\n")];

/** A plan for people: what, why, by which call, what is lost, what keeps billing, how to take it back. */
export const planTable = (plan: FixPlan): string =>
  [
    `${count(plan.items.length, "act")} planned, ${count(plan.refused.length, "finding")} left alone. Good until ${plan.expiresAt}.`,
    ...accountsText(plan),
    ...plan.items.map(itemText),
    ...byHandText(plan),
    ...refusedText(plan),
    `Approve with ${plan.hash}`,
  ].join("\n\n") + "\n";
