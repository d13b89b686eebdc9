import fc from "fast-check";
import { expect, test } from "vitest";
import { type Address, formatAddress, parseAddress } from "../../../src/iac/terraform/address.ts";
import { planDocument } from "./plans.ts";
import { isObject } from "../../../src/estate/json.ts";

const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/);
const key = fc.oneof(
  fc.nat(),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("", "a.b", 'quo"te', "sp ace[0]", "module.x", "${a}", "%{if}", "$${", "\\", "\n", "é.日本", '"].x["'),
);
const keyed = fc.oneof(
  fc.constant({}),
  key.map((value) => ({ key: value })),
);
const address: fc.Arbitrary<Address> = fc
  .tuple(
    fc.array(
      fc.tuple(name, keyed).map(([step, more]) => ({ name: step, ...more })),
      { maxLength: 3 },
    ),
    fc.constantFrom("managed" as const, "data" as const, "ephemeral" as const),
    fc.constantFrom("aws_sagemaker_notebook_instance", "aws_kms_key"),
    name,
    keyed,
  )
  .map(([modules, mode, type, own, more]) => ({ modules, mode, type, name: own, ...more }));

test("an address that is written and parsed is the same address", () => {
  fc.assert(
    fc.property(address, (wanted) => {
      expect(parseAddress(formatAddress(wanted))).toEqual(wanted);
    }),
  );
});

const pieces = ["a", "b", ".", "[", "]", '"', "\\", "$", "{", "}", "0", "é", "module."];

test("parsing any text ends, and what was parsed is written as it was parsed", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...pieces) }), (text) => {
      const parsed = parseAddress(text);
      expect(parsed && parseAddress(formatAddress(parsed))).toEqual(parsed);
    }),
  );
});

test("the addresses of a real plan are parsed, and written as Terraform writes them", () => {
  const changes = planDocument("04-modules-dotted-keys")["resource_changes"];
  const addresses = (Array.isArray(changes) ? changes : []).map((change) =>
    isObject(change) && typeof change["address"] === "string" ? change["address"] : "",
  );
  expect(addresses).toHaveLength(31);
  for (const text of addresses) {
    const parsed = parseAddress(text);
    expect(parsed && formatAddress(parsed)).toBe(text);
  }
});

test("a key is what its author wrote, whatever it holds", () => {
  expect(parseAddress('module.team["quo\\"te"].aws_x.y["a.b[0]"]')).toEqual({
    modules: [{ name: "team", key: 'quo"te' }],
    mode: "managed",
    type: "aws_x",
    name: "y",
    key: "a.b[0]",
  });
});

test.each(["", "aws_x", "aws_x.", "aws_x.y[", 'aws_x.y["a', "aws_x.y[01]", "module.a", "module.a.aws_x", "aws_x.y.z", 'aws_x.y["\\q"]'])(
  "%j is no address",
  (text) => {
    expect(parseAddress(text)).toBeUndefined();
  },
);
