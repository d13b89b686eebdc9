import { optionalText } from "../kinds/field.ts";
import { notebookEvidence as evidenceOf } from "../kinds/notebook-evidence.ts";
import { known } from "./derived.ts";
import { type FactSource } from "./fact.ts";

const inputs = ["tags", "userData", "instanceType", "imageName", "opensNotebookPort", "keyName"];

export const notebookEvidence: FactSource = {
  kinds: ["ec2-notebook"],
  looksAt: {},
  fields: {
    // Why an instance of EC2 is taken for a notebook.
    evidence: optionalText({ change: "read-only", runtime: true, samples: ["the tag Name names a notebook"] }),
  },
  derive: ({ resource }) => {
    const [hidden] = Object.entries(resource.unknown).filter(([pointer]) => inputs.includes(pointer.split("/")[1] ?? ""));
    return { evidence: hidden ? { unknown: hidden[1] } : known(evidenceOf(resource).evidence.join("; ") || null) };
  },
};
