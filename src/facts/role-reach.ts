import { optionalCount, optionalText } from "../kinds/field.ts";
import { readInstant } from "../schedule/instant.ts";
import { type Derived, known } from "./derived.ts";
import type { FactContext, FactSource } from "./fact.ts";
import { askerFor } from "./policies/asker.ts";
import { bucketsOf, guessableBy } from "./policies/buckets.ts";
import { administratorBy, passesAnyRoleBy, waysUp } from "./policies/more-rights.ts";
import { presignsBy } from "./policies/presigned.ts";
import { rightsOf } from "./policies/rights.ts";
import { creationsOf } from "./policies/tag-guard.ts";
import { opensTo, servesOf } from "./policies/trust.ts";
import { readText, type View } from "./view.ts";

const day = 86_400_000;
/** As long as IAM remembers when a role was used. */
const remembered = 400;

/** Whole days since it was last used; never used counts from its creation, as far back as IAM remembers. */
const unusedDays = ({ resource }: View, { now }: FactContext): Derived<number> => {
  const used = readText(resource, "lastUsedAt");
  if ("unknown" in used) return used;
  const since = readInstant(used.value ?? resource.createdAt ?? "");
  if (Number.isNaN(since)) return { unknown: { reason: "not-given", detail: "when it was made is not in the estate" } };
  const days = Math.max(0, Math.floor((readInstant(now) - since) / day));
  return known(used.value === null ? Math.min(days, remembered) : days);
};

/** What is asked only of roles that serve machine learning: of the others there is nothing to say. */
const ofServing = (
  serves: Derived<string | null>,
  say: () => Record<string, Derived>,
  names: readonly string[],
): Record<string, Derived> => {
  if ("value" in serves && serves.value !== null) return say();
  return Object.fromEntries(names.map((name) => [name, serves]));
};

const served = ["buckets", "bucketsBy", "guessableBucketsBy", "passesAnyRoleBy", "waysUp", "opensTo", "unusedDays"];

const reach = (view: View, context: FactContext): Record<string, Derived> => {
  const asker = askerFor(view, rightsOf(view));
  const serves = servesOf(view);
  return {
    serves,
    administratorBy: administratorBy(asker),
    presignsBy: presignsBy(asker),
    creations: creationsOf(asker),
    ...ofServing(
      serves,
      () => ({
        ...bucketsOf(asker),
        guessableBucketsBy: guessableBy(asker),
        passesAnyRoleBy: passesAnyRoleBy(asker),
        waysUp: waysUp(asker),
        opensTo: opensTo(view),
        unusedDays: unusedDays(view, context),
      }),
      served,
    ),
  };
};

const by = (): ReturnType<typeof optionalText> =>
  optionalText({ change: "in-place", samples: ["policy data, statement 1", "policy lab, statement Any"] });

/** What a role may do, by all that is written into it and hangs on it, within its boundary. */
export const roleReach: FactSource = {
  kinds: ["iam-role"],
  reads: { "iam-role": ["names", "path", "trust", "statements", "attachedPolicies", "boundaryArn", "lastUsedAt"] },
  looksAt: {
    "iam-policy": ["arn", "statements"],
    "emr-cluster": ["instanceProfile"],
    "ec2-notebook": ["instanceProfileArn", "instanceProfileName"],
  },
  fields: {
    // Whom of machine learning it serves: the services that may put it on, the machines that wear it. Null: none.
    serves: optionalText({ change: "in-place", samples: ["sagemaker", "instances of EMR"] }),
    // By what it may do everything. Null: it may not.
    administratorBy: by(),
    // Which buckets it reaches, and by what.
    buckets: optionalText({ change: "in-place", values: ["any", "chosen", "none"] }),
    bucketsBy: by(),
    // By what it reaches buckets of guessable names, whosever they are.
    guessableBucketsBy: by(),
    // By what it passes any role on to any service.
    passesAnyRoleBy: by(),
    // The ways by which it may get more rights than it was given.
    waysUp: optionalText({ change: "in-place", samples: ["iam:PutRolePolicy", "iam:PassRole with sagemaker:CreateNotebookInstance"] }),
    // By what it may mint an address of anybody's notebook or profile.
    presignsBy: by(),
    // With which tags it may make what the platform wants tagged. Null: it may make nothing of that.
    creations: optionalText({
      change: "in-place",
      samples: ["project: any, system: MLSpace, user: any, without *", "project: any, without *, without user", "without *"],
    }),
    // Whom it lets in on no condition: other accounts, or everybody.
    opensTo: optionalText({ change: "in-place", samples: ["210987654321", "everybody"] }),
    unusedDays: optionalCount({ change: "read-only", runtime: true, minimum: 0, samples: [3, 200] }),
  },
  derive: reach,
};

const minting = (view: View): Record<string, Derived> => {
  const asker = askerFor(view, rightsOf(view));
  return { administratorBy: administratorBy(asker), presignsBy: presignsBy(asker) };
};
const minted = { administratorBy: by(), presignsBy: by() };

/** What users may mint by what is theirs: what their groups allow is asked of these. */
export const userReach: FactSource = {
  kinds: ["iam-user"],
  reads: { "iam-user": ["statements", "attachedPolicies", "boundaryArn", "groupNames"] },
  looksAt: { "iam-policy": ["arn", "statements"], "iam-group": ["name", "statements", "attachedPolicies"] },
  fields: minted,
  derive: minting,
};

export const groupReach: FactSource = {
  kinds: ["iam-group"],
  reads: { "iam-group": ["statements", "attachedPolicies"] },
  looksAt: { "iam-policy": ["arn", "statements"] },
  fields: minted,
  derive: minting,
};
