import { expect, test } from "vitest";
import { Problem, type ProblemFacts } from "../../../src/estate/problem.ts";
import { readDeployment } from "../../../src/iac/cloudformation/deployment.ts";
import { read, withNotebook } from "./templates.ts";

const refusalOf = (work: () => unknown): ProblemFacts => {
  try {
    work();
  } catch (problem) {
    if (problem instanceof Problem) return problem.facts;
    throw problem;
  }
  throw new Error("it was read");
};

const notebook = "  Nb:\n    Type: AWS::SageMaker::NotebookInstance\n";

const spoilt: [name: string, text: string, code: string, words: string, where: string | undefined][] = [
  ["an empty file", "", "yaml-empty", "empty", "infra/template.yaml"],
  ["a template without resources", "Parameters: {}\n", "template-not-a-template", "no Resources", "infra/template.yaml"],
  ["resources that are a list", "Resources: [a]\n", "template-not-a-template", "no map", "infra/template.yaml"],
  ["parameters that are a list", "Parameters: [a]\nResources: {}\n", "template-malformed", "Parameters are no map", "infra/template.yaml"],
  ["a text", "hello\n", "template-not-a-template", "not a CloudFormation template", "infra/template.yaml"],
  [
    "a resource without a type",
    "Resources:\n  Nb:\n    Properties: {}\n",
    "template-malformed",
    "no Type",
    "infra/template.yaml, line 2, column 3",
  ],
  [
    "a key that occurs twice",
    `Resources:\n${notebook}    Type: x\n`,
    "yaml-duplicate-key",
    "second time",
    "infra/template.yaml, line 4, column 5",
  ],
  ["a tab", `Resources:\n\tNb: {}\n`, "yaml-malformed", "spaces", "infra/template.yaml, line 2, column 1"],
  ["a bracket that is not closed", "Resources: {a: [1\n", "yaml-malformed", "not YAML", "infra/template.yaml, line 2, column 1"],
  [
    "two documents",
    `Resources: {}\n---\nResources: {}\n`,
    "yaml-malformed",
    "more than one document",
    "infra/template.yaml, line 2, column 1",
  ],
  ["an alias of nothing", "Resources: *a\n", "yaml-alias", "no anchor", "infra/template.yaml, line 1, column 12"],
  ["an alias of what it is in", "Resources: &a { b: *a }\n", "yaml-alias", "itself a part of", "infra/template.yaml, line 1, column 20"],
  ["a key that is a list", "Resources: { [a]: 1 }\n", "yaml-key", "a text", "infra/template.yaml, line 1, column 14"],
  ["lists of a thousand levels", `Resources: ${"[".repeat(1000)}${"]".repeat(1000)}\n`, "yaml-too-deep", "nested", undefined],
  ["JSON that is cut off", withNotebook({}).slice(0, -5), "json-truncated", "cut off", undefined],
  [
    "a key that occurs twice in JSON",
    '{"Resources": {},\n "Resources": {}}',
    "json-duplicate-key",
    "twice",
    "infra/template.yaml, line 2, column 2",
  ],
  [
    "a text that goes on for ever",
    `Resources: {}\nA: "${"x".repeat(17 * 1024 * 1024)}"\n`,
    "yaml-too-large",
    "16 MB",
    "infra/template.yaml",
  ],
];

test.each(spoilt)("%s is refused in words, with the place", (...[, text, code, words, where]) => {
  const facts = refusalOf(() => read(text));
  expect(facts).toMatchObject({ code, ...(where === undefined ? {} : { where }) });
  expect(facts.what).toContain(words);
  expect(facts.exitCode ?? 2).toBe(2);
});

test("a refusal never quotes the text around the fault", () => {
  for (const text of ["Password: {hunter2\nResources: {}", "Resources:\n  Nb: hunter2 : x\n", '{"Resources": {"a": hunter2}}'])
    expect(JSON.stringify(refusalOf(() => read(text)))).not.toContain("hunter2");
});

test("a template is read from bytes with a byte order mark and from UTF-16", () => {
  const text = withNotebook({ RootAccess: "Disabled" });
  expect(read(Buffer.from(`\ufeff${text}`))).toEqual(read(text));
  expect(read(Buffer.from(`\ufeff${text}`, "utf16le"))).toEqual(read(text));
  expect(read(Buffer.from(text, "utf16le"))).toEqual(read(text));
  expect(read(Buffer.from(text, "utf16le").swap16())).toEqual(read(text));
});

test.each([
  ["a list of the AWS CLI", '[{"ParameterKey":"A","ParameterValue":"1"},{"ParameterKey":"B","UsePreviousValue":true}]', ["A", "B"]],
  ["a list of `deploy`", '["A=1","B=x=y"]', ["A", "B"]],
  ["a map", '{"A":1,"B":["x","y"],"AWS::Region":"eu-central-1"}', ["A", "B"]],
  ["the configuration of a pipeline", '{"Parameters":{"A":"1"},"Tags":{"project":"churn"}}', ["A"]],
])("parameters may be %s", (_, text, names) => expect(readDeployment(text, "p.json").names).toEqual(names));

test.each([
  ["a number", "1", "gives no parameters"],
  ["an entry without a key", '[{"ParameterValue":"hunter2"}]', "no ParameterKey"],
  ["a value that is a map", '{"A":{"b":"hunter2"}}', "The value of A is no text"],
])("parameters that are %s are refused, and never quoted", (_, text, words) => {
  const facts = refusalOf(() => readDeployment(text, "p.json"));
  expect(facts).toMatchObject({ code: "parameters-malformed", where: "p.json" });
  expect(facts.what).toContain(words);
  expect(JSON.stringify(facts)).not.toContain("hunter2");
});
