import { isObject, type Json } from "../estate/json.ts";
import { elements, flag, optionalCount, optionalText, text } from "./field.ts";
import { type Kind, type Verb } from "./kind.ts";
import { emr } from "./operation.ts";

const portsOf =
  (from: string, to: string) =>
  (range: Json): Json | undefined =>
    isObject(range) ? `${String(range[from])}-${String(range[to] ?? range[from])}` : undefined;

/** AWS puts what it is sent in the place of all that was there; SSH is what it permits by itself. */
const sshAlone = [{ ports: "22-22", from: 22, to: 22 }];

const permitted = "BlockPublicAccessConfiguration.PermittedPublicSecurityGroupRuleRanges";

const put = (blocks: boolean, ports: Verb["input"][string]): Pick<Verb, "operation" | "input" | "type" | "from" | "done"> => ({
  operation: emr("PutBlockPublicAccessConfiguration"),
  input: { "BlockPublicAccessConfiguration.BlockPublicSecurityGroupRules": { value: blocks }, [permitted]: ports },
  type: "reversible",
  from: [],
  done: [],
});

/** The ports as they stood. */
const formerPorts = { given: "permittedPorts", as: { MinRange: "from", MaxRange: "to" } };

const kind: Kind = {
  name: "emr-block-public-access",
  title: "EMR block public access",
  plural: "EMR block public access configurations",
  service: "emr",
  // There is one in each account and region, with neither name nor ARN.
  identity: {
    name: null,
    arn: null,
    template: "block-public-access-configuration",
    createdAt: "BlockPublicAccessConfigurationMetadata.CreationDateTime",
    key: [],
  },
  fields: {
    blocksPublicRules: flag({
      api: "BlockPublicAccessConfiguration.BlockPublicSecurityGroupRules",
      terraform: "block_public_security_group_rules",
      change: "in-place",
    }),
    // Open to the world all the same.
    permittedPorts: elements({
      key: "ports",
      api: ["BlockPublicAccessConfiguration.PermittedPublicSecurityGroupRuleRanges"],
      terraform: ["permitted_public_security_group_rule_range"],
      fields: {
        ports: text({
          api: { path: "", as: portsOf("MinRange", "MaxRange"), reads: ["MinRange", "MaxRange"] },
          terraform: { path: "", as: portsOf("min_range", "max_range"), reads: ["min_range", "max_range"] },
          change: "in-place",
          samples: ["22-22"],
        }),
        from: optionalCount({ api: "MinRange", terraform: "min_range", change: "in-place", samples: [22] }),
        to: optionalCount({ api: "MaxRange", terraform: "max_range", change: "in-place", samples: [22] }),
      },
    }),
    changedBy: optionalText({
      api: "BlockPublicAccessConfigurationMetadata.CreatedByArn",
      change: "read-only",
      runtime: true,
      samples: ["arn:aws:iam::111122223333:user/ada"],
    }),
  },
  list: {
    operation: emr("GetBlockPublicAccessConfiguration"),
    items: null,
    token: null,
    gives: ["BlockPublicAccessConfiguration", "BlockPublicAccessConfigurationMetadata"],
  },
  describe: [],
  tags: { from: "nowhere" },
  search: null,
  taggingType: null,
  states: null,
  verbs: {
    "put-block-public-access": {
      ...put(true, { value: [{ MinRange: 22, MaxRange: 22 }] }),
      sets: { blocksPublicRules: true, permittedPorts: sshAlone },
      // Where it is on, what is wrong is an exception, which is for a person to take out; and to lift it would not take that back.
      onlyIf: { blocksPublicRules: [false] },
      loses: "ports that were permitted as exceptions; clusters whose groups open others to the world no longer start",
      keepsBilling: "nothing",
      undo: "lift-block-public-access",
    },
    // These two only take back: the ports are those that stood there, to the last one.
    "lift-block-public-access": {
      ...put(false, formerPorts),
      sets: { blocksPublicRules: false },
      loses: "the protection of clusters that are started from now on",
      keepsBilling: "nothing",
      undo: "renew-block-public-access",
    },
    "renew-block-public-access": {
      ...put(true, formerPorts),
      sets: { blocksPublicRules: true },
      loses: "nothing that stood before; clusters whose groups open other ports to the world no longer start",
      keepsBilling: "nothing",
      undo: "lift-block-public-access",
    },
  },
  relations: {},
  history: null,
  unchanging: null,
  terraform: { type: "aws_emr_block_public_access_configuration" },
  cloudformation: null,
};

export default kind;
