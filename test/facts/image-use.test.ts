import { describe, expect, it } from "vitest";
import type { Cell, CellState } from "../../src/estate/cell.ts";
import type { Estate, Resource } from "../../src/estate/estate.ts";
import { isObject, type JsonObject } from "../../src/estate/json.ts";
import type { Unknowns } from "../../src/estate/unknown.ts";
import { deriveFacts } from "../../src/facts/index.ts";
import { nowhere } from "./estate.ts";
import { account, described } from "./policies/principals.ts";

const region = "eu-central-1";
const registry = `${account}.dkr.ecr.${region}.amazonaws.com`;
const kinds = ["ecr-repository", "model", "image-version", "emr-serverless-application"];

const repository = (name: string, policy?: JsonObject[]): Resource =>
  described("ecr-repository", name, {
    repositoryName: name,
    repositoryArn: `arn:aws:ecr:${region}:${account}:repository/${name}`,
    ...(policy ? { policyText: JSON.stringify({ Version: "2012-10-17", Statement: policy }) } : {}),
  });

const model = (images: readonly string[], unknown: Unknowns = {}): Resource =>
  described("model", "churn", { ModelName: "churn", Containers: images.map((Image) => ({ Image })) }, unknown);

const factsOf = (resources: readonly Resource[], states: Record<string, CellState> = {}): Record<string, unknown> => {
  const estate: Estate = {
    format: "sagewarden/estate@1",
    source: "live",
    collectedAt: "2026-11-21T21:00:00Z",
    resources: [...resources],
    coverage: kinds.map((kind): Cell => ({ account, region, kind, phase: "list", state: states[kind] ?? "complete", seen: 1 })),
  };
  const [first] = deriveFacts(estate, nowhere).resources;
  const facts = first?.config["facts"] ?? null;
  const hidden = Object.entries(first?.unknown ?? {}).map(([pointer, { reason }]) => [pointer.replace("/facts/", ""), `? ${reason}`]);
  return { ...(isObject(facts) ? facts : {}), ...Object.fromEntries(hidden) };
};

describe("What of machine learning runs the images of a repository", () => {
  it.each<[string, readonly Resource[], string | null]>([
    ["a model does, by a tag", [repository("serve"), model([`${registry}/serve:1.4`])], "model"],
    [
      "the second container of a model does, by a digest",
      [repository("serve"), model([`${registry}/base:1`, `${registry}/serve@sha256:ab`])],
      "model",
    ],
    ["its name says so", [repository("mlspace/lab")], "its name"],
    ["nothing does", [repository("shop"), model([`${registry}/serve:1.4`])], null],
    ["one whose name goes on is another", [repository("serve"), model([`${registry}/serve-old:1.4`])], null],
    [
      "a repository of that name in another region is another",
      [repository("serve"), model([`${account}.dkr.ecr.eu-west-1.amazonaws.com/serve:1`])],
      null,
    ],
    [
      "a version of a Studio image does",
      [
        repository("lab"),
        described("image-version", "lab:1", { BaseImage: `${registry}/lab:1`, ContainerImage: `${registry}/lab@sha256:ab` }),
      ],
      "image-version",
    ],
    [
      "an application of EMR Serverless does",
      [repository("spark"), described("emr-serverless-application", "spark", { imageConfiguration: { imageUri: `${registry}/spark:1` } })],
      "emr-serverless-application",
    ],
  ])("%s", (_, resources, usedBy) => expect(factsOf(resources)).toMatchObject({ usedBy }));

  it("is unknown where models could not be listed, and known where one was seen all the same", () => {
    expect(factsOf([repository("serve")], { model: "denied" })).toMatchObject({ usedBy: "? denied", opensTo: "? denied" });
    expect(factsOf([repository("serve"), model([`${registry}/serve:1`])], { "image-version": "denied" })).toMatchObject({
      usedBy: "model",
    });
  });

  it.each(["/containers", "/containers/0", "/containers/0/image", "/containers/-"])("is unknown where a model hides %s", (pointer) => {
    const unknown: Unknowns = { [pointer]: { reason: "denied", detail: "hidden" } };
    expect(factsOf([repository("serve"), model([`${registry}/other:1`], unknown)])).toMatchObject({ usedBy: "? denied" });
  });

  it("is known where a model hides something else", () => {
    const unknown: Unknowns = { "/containers/0/modelDataUri": { reason: "denied", detail: "hidden" } };
    expect(factsOf([repository("serve"), model([`${registry}/other:1`], unknown)])).toMatchObject({ usedBy: null });
  });
});

const allow = (Principal: JsonObject | string, more: JsonObject = {}): JsonObject => ({
  Effect: "Allow",
  Principal,
  Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  ...more,
});

describe("Whom the policy of a repository lets in", () => {
  it.each<[string, JsonObject[] | undefined, string | null]>([
    ["nobody, where there is none", undefined, null],
    ["everybody", [allow("*")], "everybody"],
    ["everybody, written the long way", [allow({ AWS: "*" })], "everybody"],
    ["everybody but some", [{ Effect: "Allow", NotPrincipal: { AWS: `arn:aws:iam::${account}:root` }, Action: "ecr:*" }], "everybody"],
    ["another account", [allow({ AWS: "arn:aws:iam::210987654321:root" })], "210987654321"],
    ["nobody but its own account", [allow({ AWS: `arn:aws:iam::${account}:role/ci` })], null],
    ["nobody outside of the organization", [allow("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-acme" } } })], null],
    [
      "the accounts that a condition names",
      [allow("*", { Condition: { StringEquals: { "aws:PrincipalAccount": "210987654321" } } })],
      "210987654321",
    ],
    ["a service", [allow({ Service: "lambda.amazonaws.com" })], null],
  ])("%s", (_, policy, opensTo) => expect(factsOf([repository("mlspace/lab", policy)])).toMatchObject({ opensTo }));

  it("is not asked where nothing runs its images", () =>
    expect(factsOf([repository("shop", [allow("*")])])).toMatchObject({ opensTo: null }));
});
