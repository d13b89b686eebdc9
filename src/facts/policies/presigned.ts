import type { Derived } from "../derived.ts";
import { allowedBy, type Asker, stranger } from "./asker.ts";
import type { Given } from "./context.ts";

/** From the internet, for a notebook or profile that is tagged as somebody else's. */
const somebodyElses: Given = {
  "aws:ResourceTag/*": { values: [stranger] },
  "sagemaker:ResourceTag/*": { values: [stranger] },
  // Such a request has no tags.
  "aws:RequestTag/*": "absent",
  "aws:TagKeys": "absent",
  "aws:SourceIp": { values: ["198.51.100.77"] },
  "aws:SourceVpc": "absent",
  "aws:SourceVpce": "absent",
  "aws:VpcSourceIp": "absent",
};

/** By what somebody may mint an address that lets its bearer into anybody's notebook, or into Studio as anybody. */
export const presignsBy = ({ ask }: Asker): Derived<string | null> =>
  allowedBy([
    ask({ action: "sagemaker:CreatePresignedNotebookInstanceUrl", on: `notebook-instance/${stranger}`, given: somebodyElses }),
    ask({ action: "sagemaker:CreatePresignedDomainUrl", on: `user-profile/d-${stranger}/${stranger}`, given: somebodyElses }),
  ]);
