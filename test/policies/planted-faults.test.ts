import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { hasOpa } from "../../scripts/opa.ts";
import { buildWasm } from "../../scripts/rules/build-wasm.ts";
import { loadCatalogue } from "../../src/evaluate/load-catalogue.ts";
import { loadWasmPolicy } from "../../src/evaluate/policy.ts";
import { hideProperty, oracleProperty } from "../properties/property.ts";
import { world } from "../properties/world.ts";

/** The eight faults that authors of such rules make, each in a rule of ours: what the properties are there to catch. */
type Fault = { what: string; rule: string; kind: string; file: string; from: string; to: string; reads?: [from: string, to: string] };

const faults: Fault[] = [
  {
    what: "a tag that cannot be read counts as an empty one",
    rule: "required-tags",
    kind: "notebook-instance",
    file: "tags/required_tags.rego",
    from: "lib.lacks(lib.tag(resource, key), wanted)",
    to: 'lib.lacks(object.get(resource.tags, key, ""), wanted)',
  },
  {
    what: "a key that cannot be read counts as none",
    rule: "job-volume-kms",
    kind: "training-job",
    file: "jobs/job_volume_kms.rego",
    from: "resource.has.volumeKmsKeyId == false",
    to: 'object.get(resource, "volumeKmsKeyId", null) == null',
    reads: ["has.volumeKmsKeyId", "volumeKmsKeyId"],
  },
  {
    what: "a state that cannot be read counts as not waiting",
    rule: "notebook-emr-attachment",
    kind: "notebook-instance",
    file: "emr/notebook_emr_attachment.rego",
    from: 'resource.cluster.state != "WAITING"',
    to: 'not resource.cluster.state == "WAITING"',
  },
  {
    what: "half of the question settles it",
    rule: "notebook-emr-attachment",
    kind: "notebook-instance",
    file: "emr/notebook_emr_attachment.rego",
    from: 'resource.cluster.state == "WAITING"\n\tresource.facts.project == lib.tag(resource.cluster, "project")',
    to: 'resource.cluster.state == "WAITING"',
  },
  {
    what: "less is sent than the rule reads",
    rule: "notebook-emr-attachment",
    kind: "notebook-instance",
    file: "emr/notebook_emr_attachment.rego",
    from: "",
    to: "",
    reads: ["cluster.state", "cluster.missing"],
  },
  {
    what: "any element convicts where all must be seen",
    rule: "endpoint-config-kms",
    kind: "endpoint-config",
    file: "endpoint/endpoint_config_kms.rego",
    from: "",
    to: "",
    reads: ["variants[all].serverless", "variants[*].serverless"],
  },
  {
    what: "encryption settles it although the number of instances is what matters first",
    rule: "inter-container-encryption",
    kind: "training-job",
    file: "jobs/inter_container_encryption.rego",
    from: "resource.interContainerEncryption == false",
    to: "not resource.interContainerEncryption",
  },
  {
    what: "what is hidden of one element is taken from its owner",
    rule: "max-runtime",
    kind: "hyperparameter-tuning-job",
    file: "kinds/hyperparameter-tuning-job.rego",
    from: "object.union(hidden, element)",
    to: "object.union({\"maxRuntimeSeconds\": 2419200}, element)",
  },
  {
    what: "one element that steps aside speaks for all",
    rule: "spot-checkpoint",
    kind: "hyperparameter-tuning-job",
    file: "kinds/hyperparameter-tuning-job.rego",
    from: 'verdicts["spot-checkpoint"] contains [i, "aside"] if {\n\tparams := input.params["spot-checkpoint"]\n\tsome i, doc in input.resources\n\tevery j, _ in doc.definitions {',
    to: 'verdicts["spot-checkpoint"] contains [i, "skip"] if {\n\tparams := input.params["spot-checkpoint"]\n\tsome i, doc in input.resources\n\tsome j, _ in doc.definitions\n\tevery _ in [1] {',
  },
  {
    what: "a helper is negated",
    rule: "notebook-root-access",
    kind: "notebook-instance",
    file: "notebook/notebook_root_access.rego",
    from: 'if resource.rootAccess == "Enabled"',
    to: 'if not _ok\n\n_ok if resource.rootAccess == "Disabled"',
  },
];

const catalogue = loadCatalogue(readFileSync("rules/catalogue.json", "utf8"));
const folder = mkdtempSync(join(tmpdir(), "sagewarden-faults-"));
afterAll(() => rmSync(folder, { recursive: true }));

const plant = async (fault: Fault, at: number) => {
  const root = join(folder, String(at));
  cpSync("policies", join(root, "policies"), { recursive: true });
  const file = join(root, "policies", fault.file);
  const text = readFileSync(file, "utf8");
  const spoilt = text.replaceAll(fault.from, fault.to);
  if (fault.from !== "" && spoilt === text) throw new Error(`the fault "${fault.what}" does not fit ${fault.file} any more`);
  if (fault.from !== "") writeFileSync(file, spoilt);
  // Nothing else is asked of it: an entry point for every kind takes six times as long to compile.
  const policy = await loadWasmPolicy(buildWasm([fault.kind], root));
  const rule = catalogue.rules.find((one) => one.id === fault.rule);
  const kind = world.kinds.get(fault.kind);
  if (!rule || !kind) throw new Error(`there is no ${fault.rule} on ${fault.kind}`);
  const [from, to] = fault.reads ?? ["", ""];
  const reads = rule.reads.map((read) => (read === from ? to : read)).filter((read, index, all) => all.indexOf(read) === index);
  if (fault.reads && String(reads) === String(rule.reads)) throw new Error(`the fault "${fault.what}" does not fit the reads of ${fault.rule} any more`);
  return { rule: { ...rule, reads }, kind, policy, world };
};

describe.skipIf(!hasOpa())("The properties of the verdict catch a rule in which", () => {
  it.each(faults.map((fault, at) => ({ ...fault, at })))("$what", { timeout: 60_000 }, async (fault) => {
    const trial = await plant(fault, fault.at);
    const options = { numRuns: 3000, seed: 7 };
    const caught = [fc.check(hideProperty(trial), options), fc.check(oracleProperty(trial), options)].filter((run) => run.failed);
    expect(caught.length).toBeGreaterThan(0);
  });
});
