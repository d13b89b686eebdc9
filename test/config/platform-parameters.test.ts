import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig, parseConfig } from "../../src/config/load.ts";
import { importPlatform, suppliedByPlatform } from "../../src/config/platform-parameters.ts";

/** As the platform's own deployment writes it. */
const written = {
  pSMSKMSKeyId: "0f1e2d3c-1111-2222-3333-444455556666",
  pSMSRoleARN: "arn:aws:iam::111122223333:role/mlspace-notebook-role",
  pSMSSecurityGroupId: ["sg-0c3"],
  pSMSSubnetIds: "subnet-0b2,subnet-0a1",
  pSMSLifecycleConfigName: "mlspace-notebook-lifecycle-config",
  pSMSDataBucketName: "mlspace-data-111122223333",
};

const read = (document: Parameters<typeof importPlatform>[0]) => importPlatform(document, "notebook-params.json");

describe("The platform's notebook-params.json", () => {
  it("is read as the platform writes it: subnets as one text with commas, the group as a list", () => {
    expect(read(written)).toEqual({
      bucket: "mlspace-data-111122223333",
      kmsKeys: ["0f1e2d3c-1111-2222-3333-444455556666"],
      lifecycle: "mlspace-notebook-lifecycle-config",
      roles: ["arn:aws:iam::111122223333:role/mlspace-notebook-role"],
      securityGroups: ["sg-0c3"],
      subnets: ["subnet-0a1", "subnet-0b2"],
    });
  });

  it("may have the group as a text, spaces after commas, and members of which nobody here knows", () => {
    expect(read({ pSMSSecurityGroupId: "sg-0c3", pSMSSubnetIds: " subnet-0a1, subnet-0b2,", pSMSNew: { a: 1 } })).toMatchObject({
      securityGroups: ["sg-0c3"],
      subnets: ["subnet-0a1", "subnet-0b2"],
    });
  });

  it("says nothing by a member that is missing, null or empty, and then nothing is asked", () => {
    const platform = read({ ...written, pSMSKMSKeyId: "", pSMSRoleARN: null, pSMSLifecycleConfigName: "", pSMSDataBucketName: "" });
    expect(platform).toMatchObject({ bucket: null, kmsKeys: [], roles: [], lifecycle: null });
    expect(Object.keys(suppliedByPlatform(platform)).sort()).toEqual(["platformSecurityGroups", "platformSubnets"]);
    expect(suppliedByPlatform(null)).toEqual({});
  });

  it.each([
    ["a list", [], "are not a JSON object"],
    ["a document of something else", { projects: [] }, "have none of the members pSMSDataBucketName"],
    ["a number for the key", { ...written, pSMSKMSKeyId: 7 }, "pSMSKMSKeyId something that is not a text"],
    ["a list for the role", { ...written, pSMSRoleARN: ["a"] }, "pSMSRoleARN something that is not a text"],
    ["an object for the subnets", { ...written, pSMSSubnetIds: {} }, "pSMSSubnetIds something that is not a text or a list of texts"],
    [
      "a list with a number for the groups",
      { ...written, pSMSSecurityGroupId: [1] },
      "pSMSSecurityGroupId something that is not a text or",
    ],
  ])("is refused in one sentence where it is %s", (_, document, what) => {
    expect(() => read(document)).toThrow(what);
  });

  it("tells projects' data by the prefix of the platform", () => {
    expect(suppliedByPlatform(read(written))).toMatchObject({
      platformPlaces: ["s3://mlspace-data-111122223333/project/{project}/"],
      platformDatasets: expect.arrayContaining(["s3://mlspace-data-111122223333/project/{project}/datasets/"]),
    });
  });
});

describe("A configuration that names it", () => {
  const folder = async (config: string, parameters = JSON.stringify(written)): Promise<string> => {
    const cwd = await mkdtemp(join(tmpdir(), "sagewarden-platform-"));
    await writeFile(join(cwd, "sagewarden.yaml"), config);
    await writeFile(join(cwd, "notebook-params.json"), parameters);
    return cwd;
  };

  it("reads the file that lies beside it", async () => {
    const { config } = await loadConfig({ cwd: await folder("mlspace: { parameters: notebook-params.json }\n") });
    expect(config).toMatchObject({ platform: { bucket: "mlspace-data-111122223333" }, platformAt: null });
  });

  it("leaves what lies in S3 to those who have a way to it", () => {
    const { config } = parseConfig("mlspace: { parameters: s3://config/notebook-params.json }\n", "sagewarden.yaml");
    expect(config).toMatchObject({ platform: null, platformAt: "s3://config/notebook-params.json" });
  });

  it("is refused where the file is none, or is broken", async () => {
    await expect(loadConfig({ cwd: await folder("mlspace: { parameters: params.json }\n") })).rejects.toThrow("cannot be opened");
    await expect(loadConfig({ cwd: await folder("mlspace: { parameters: notebook-params.json }\n", "{") })).rejects.toThrow(
      "notebook-params.json",
    );
  });
});
