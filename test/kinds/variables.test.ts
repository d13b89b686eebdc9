import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/estate/json.ts";
import { readFields, type UnknownAt } from "../../src/kinds/read-fields.ts";
import { secretVariable } from "../../src/kinds/secret-shapes.ts";
import { secretVariables } from "../../src/kinds/variables.ts";

const fields = { said: secretVariables({ api: ["Environment", "HyperParameters"] }) };
const read = (document: Json, unknownAt: UnknownAt = () => undefined) => readFields(fields, "api", document, unknownAt);
const said = (environment: Json): Json | undefined => read({ Environment: environment }).config["said"];
const key = `AKIA${"Z7".repeat(8)}`;

describe("A variable looks like a secret", () => {
  it.each([
    ["ACCESS", key, "an AWS access key"],
    ["PEM", "-----BEGIN RSA PRIVATE KEY-----\nMII", "a private key"],
    ["X", `hf_${"a1".repeat(17)}`, "a token of Hugging Face"],
    ["X", `ghp_${"a1".repeat(18)}`, "a token of GitHub"],
    ["DB_PASSWORD", "hunter22", "a secret by its name"],
    ["dbPassword", "hunter22", "a secret by its name"],
    ["WANDB_API_KEY", "0f1e2d3c4b5a", "a secret by its name"],
    ["SECRET_KEY", "s3cr3t-s3cr3t", "a secret by its name"],
    ["hub_token", '"abcdef123456"', "a secret by its name"],
    ["MYSQL_PWD", "hunter22", "a secret by its name"],
    ["DATABASE_URL", "postgres://ada:hunter22@db.acme.example/churn", "a secret within it"],
    ["config", '{"user": "ada", "password": "hunter22"}', "a secret within it"],
  ])("%s=%s: %s", (name, value, look) => {
    expect(secretVariable(name, value)).toBe(look);
  });

  it.each([
    ["DB_SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:111122223333:secret:churn/db-AbCdEf"],
    ["DB_PASSWORD", "arn:aws:secretsmanager:eu-central-1:111122223333:secret:churn/db-AbCdEf"],
    ["DB_PASSWORD", "{{resolve:secretsmanager:churn/db:SecretString:password}}"],
    ["DB_PASSWORD", ""],
    ["DB_PASSWORD", "/churn/db/password"],
    ["DB_SECRET", "prod/churn/db"],
    ["API_KEY", "PROD_API_KEY"],
    ["max_tokens", "1234567"],
    ["tokenizer", "bert-base-uncased"],
    ["mask_token", "[MASK]"],
    ["eos_token", "</s>"],
    ["S3_KEY", "models/churn/7.tar.gz"],
    ["ENDPOINT", "https://api.acme.example/v1?x=1"],
    ["AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"],
    ["EPOCHS", "10"],
  ])("but %s=%s does not", (name, value) => {
    expect(secretVariable(name, value)).toBeUndefined();
  });
});

describe("Of the variables of a job", () => {
  it("those that look like secrets are named, in one order, and none of their values", () => {
    expect(said({ Z_TOKEN: "abcdef123456", EPOCHS: "10", A: key })).toEqual(["A: an AWS access key", "Z_TOKEN: a secret by its name"]);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("PASSWORD", "api_key", "x"), fc.stringMatching(/^[a-z0-9]{12,20}$/)), (environment) => {
        const text = JSON.stringify(read({ Environment: environment, HyperParameters: environment }));
        for (const value of Object.values(environment)) expect(text).not.toContain(value);
      }),
    );
  });

  it("none are known where there is no environment, and nothing is where it is no map", () => {
    expect(read({})).toMatchObject({ config: { said: [] }, unknown: {} });
    expect(read({ Environment: "A=b" }).unknown).toHaveProperty("/said");
    expect(read({ Environment: { A: { b: "c" } } }).unknown).toHaveProperty("/said");
  });

  it.each([
    ["an option and what is given to it", ["python", "train.py", "--db-password", "hunter22"], ["--db-password: a secret by its name"]],
    ["an option and its value in one", ["--epochs=10", "--api-key=hunter22"], ["--api-key: a secret by its name"]],
    ["a value that belongs to no option", ["train", key], ["argument 2: an AWS access key"]],
    ["a line of the shell", ["bash", "-c", "export DB_PASSWORD=hunter22 && train"], ["-c: a secret within it"]],
    ["a password in an address", ["--db", "postgres://ada:hunter22@db.acme.example/churn"], ["--db: a secret within it"]],
    ["pairs, as CloudFormation has them", [{ Key: "DB_PASSWORD", Value: "hunter22" }], ["DB_PASSWORD: a secret by its name"]],
  ])("%s is told from what a container is started with", (_, list, expected) => {
    expect(read({ Environment: list })).toMatchObject({ config: { said: expected }, unknown: {} });
  });

  it.each([
    ["an option that is followed by another", ["--password", "--verbose"]],
    ["the name of another variable", ["--password", "$DB_PASSWORD"]],
    ["where a secret lies", ["--secret", "prod/churn/db", "--token=/run/secrets/token"]],
    ["a piece of a language", ["--eos-token", "<|endoftext|>", "--max-tokens", "1234567"]],
    ["nothing at all", []],
  ])("but not %s", (_, list) => {
    expect(read({ Environment: list })).toMatchObject({ config: { said: [] }, unknown: {} });
  });

  it("and no option is named that may be a secret itself", () => {
    expect(said(["mysql", "-phunter22", key])).toEqual(["argument 3: an AWS access key"]);
  });

  it("an argument that is hidden, or no text, leaves the list open", () => {
    const hidden: UnknownAt = (path) => (path.at(-1) === 1 ? { reason: "sensitive", detail: "marked" } : undefined);
    expect(read({ Environment: ["--password", ""] }, hidden).unknown).toMatchObject({ "/said": { reason: "sensitive" } });
    expect(read({ Environment: [key, { a: "b" }] })).toMatchObject({ config: { said: ["argument 1: an AWS access key"] } });
    expect(read({ Environment: [key, { a: "b" }] }).unknown).toHaveProperty("/said/-");
  });

  it("one that is hidden may be one, so that the list stays open", () => {
    const hidden: UnknownAt = (path) => (path.at(-1) === "B" ? { reason: "sensitive", detail: "marked" } : undefined);
    expect(read({ Environment: { B: key } }, hidden)).toMatchObject({ config: {}, unknown: { "/said": { reason: "sensitive" } } });
    expect(read({ Environment: { A: key, B: key } }, hidden)).toMatchObject({
      config: { said: ["A: an AWS access key"] },
      unknown: { "/said/-": { reason: "sensitive" } },
    });
  });
});
