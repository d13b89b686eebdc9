import { optionalText } from "../kinds/field.ts";
import { type Derived, known } from "./derived.ts";
import type { FactSource } from "./fact.ts";
import { readTag, type View } from "./view.ts";

/** By these tags Studio says for which domain it made a file system or a bucket: with the domain's ARN. */
const domainTags = ["ManagedByAmazonSageMakerResource", "sagemaker:domain-arn"] as const;

const parts = /^arn:[a-z-]+:sagemaker:([a-z0-9-]+):(\d{12}):domain\/(.+)$/;

const lostDomain = (view: View): Derived<string | null> => {
  const { resource } = view;
  for (const key of domainTags) {
    const tag = readTag(resource, key);
    if ("unknown" in tag) return tag;
    const [, region, account, domainId] = parts.exec(tag.value ?? "") ?? [];
    if (domainId === undefined) continue;
    if (region !== resource.region || account !== resource.account)
      return { unknown: { reason: "unmatched", detail: "its domain is in another account or region" } };
    const domain = view.one("domain", { domainId });
    if ("unseen" in domain) return { unknown: domain.unseen };
    if ("missing" in domain) return known(domainId);
  }
  return known(null);
};

export const domainLost: FactSource = {
  kinds: ["efs-file-system", "s3-bucket"],
  reads: { "efs-file-system": ["tags"], "s3-bucket": ["tags"] },
  looksAt: { domain: ["domainId"] },
  fields: {
    // The domain that Studio made it for, where that domain is gone. Null: it is there, or it was made for none.
    lostDomain: optionalText({ change: "read-only", samples: ["d-9zzzzzzzzzzz"] }),
  },
  derive: (view) => ({ lostDomain: lostDomain(view) }),
};
