import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/estate/json.ts";
import { notebookEvidence } from "../../src/kinds/notebook-evidence.ts";

const ordinary: JsonObject = {
  instanceType: "t3.large",
  imageName: "al2023-ami-2023.9.20261101.0-kernel-6.1-x86_64",
  keyName: "ops",
  opensNotebookPort: false,
  userData: null,
  tags: { Name: "web-1", project: "churn", user: "ada" },
};
const like = (differs: JsonObject, unknown = {}): ReturnType<typeof notebookEvidence> =>
  notebookEvidence({ config: { ...ordinary, ...differs }, unknown });
const hidden = { reason: "denied", detail: "needs it" } as const;
const image = "Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.7 (Ubuntu 22.04) 20261001";

describe("An instance of EC2 is a notebook", () => {
  it.each<[string, JsonObject]>([
    ["its name says so", { tags: { Name: "ada-jupyter" } }],
    ["a tag key says so", { tags: { "jupyter:port": "8888" } }],
    ["its purpose says so", { tags: { purpose: "Notebook" } }],
    ["the platform tagged it", { tags: { project: "churn", user: "ada", system: "mlspace" } }],
    ["its user data starts Jupyter", { userData: "#!/bin/bash\npip install jupyter && sudo -u ubuntu jupyter lab --ip=0.0.0.0\n" }],
    ["its user data starts Jupyter in a container", { userData: "docker run -d -p 8888:8888 quay.io/jupyter/scipy-notebook" }],
    ["it runs an image for deep learning and has a key pair", { imageName: image }],
    ["it runs an image for deep learning on a GPU", { imageName: image, keyName: null, instanceType: "g5.xlarge" }],
    ["it opens 8888 on a GPU", { opensNotebookPort: true, instanceType: "p3.2xlarge" }],
  ])("when %s", (_, differs) => {
    const { is, evidence } = like(differs);
    expect([is, evidence.length > 0]).toEqual(["one", true]);
  });
});

describe("An instance of EC2 is none", () => {
  it.each<[string, JsonObject]>([
    ["nothing speaks for it, project and user tags included", {}],
    [
      "a tag about something else mentions one",
      { tags: { description: "backups of the notebook data", "aws:cloudformation:stack-name": "jupyter" } },
    ],
    ["its tag says that it is not", { tags: { jupyter: "false" } }],
    ["it only installs Jupyter", { userData: "#!/bin/bash\n# jupyter lab would be nice\npip install jupyter-server jupyterlab\n" }],
    [
      "it is a node of an EMR cluster, which hands its tags on",
      { tags: { project: "churn", user: "ada", system: "MLSpace", "aws:elasticmapreduce:job-flow-id": "j-1" } },
    ],
    ["it is a node of Kubernetes", { imageName: image, instanceType: "g5.xlarge", tags: { "kubernetes.io/cluster/ml": "owned" } }],
  ])("when %s", (_, differs) => {
    expect(like(differs).is).toBe("none");
  });
});

describe("Nobody can say", () => {
  it.each<[string, JsonObject, object]>([
    ["of a GPU alone", { instanceType: "g5.xlarge" }, {}],
    ["of an open 8888 alone", { opensNotebookPort: true }, {}],
    ["of an image for deep learning that nobody logs in to", { imageName: image, keyName: null }, {}],
    [
      "of one that a group starts and replaces",
      { imageName: image, instanceType: "g5.xlarge", tags: { "aws:autoscaling:groupName": "serve" } },
      {},
    ],
    ["while its tags are unknown", {}, { "/tags": hidden }],
    ["while its image is unknown, and somebody may log in", {}, { "/imageName": hidden }],
  ])("%s", (_, differs, unknown) => {
    expect(like(differs, unknown).is).toBe("unsure");
  });
});

it("Evidence never shows user data", () => {
  const { evidence } = like({ userData: "export TOKEN=hunter2\njupyter lab --NotebookApp.token=hunter2" });
  expect(JSON.stringify(evidence)).not.toContain("hunter2");
});
