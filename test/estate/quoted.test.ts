import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutCredentials } from "../../src/estate/credentials.ts";
import { withoutQuotations } from "../../src/estate/quoted.ts";

describe("Credentials in a URL", () => {
  it.each([
    ["https://user:token@github.com/acme/churn.git", "https://***@github.com/acme/churn.git"],
    ["https://ghp_token@github.com/acme/churn", "https://***@github.com/acme/churn"],
    ["clone https://a:p@ss@host/x and ssh://git@host:22/y", "clone https://***@host/x and ssh://***@host:22/y"],
    ["https://b.s3.amazonaws.com/m.tar.gz?X-Amz-Signature=abc&v=1", "https://b.s3.amazonaws.com/m.tar.gz?X-Amz-Signature=***&v=1"],
    ["https://api/x?a=1&access_token=abc#top", "https://api/x?a=1&access_token=***#top"],
  ])("%s is shown as %s", (text, shown) => {
    expect(withoutCredentials(text)).toBe(shown);
  });

  it.each([
    "https://github.com/acme/churn@v2",
    "git@github.com:acme/churn.git",
    "1.dkr.ecr.eu-central-1.amazonaws.com/churn@sha256:ab",
    "a@b.c",
  ])("%s has none, and stays as it is", (text) => {
    expect(withoutCredentials(text)).toBe(text);
  });

  it("are gone whatever they are, and the rest stays", () => {
    const part = fc.stringMatching(/^[A-Za-z0-9:@!$%^*_+=.-]{1,30}$/);
    fc.assert(
      fc.property(part, (secret) => {
        expect(withoutCredentials(`see https://u:${secret}@host/path`)).toBe("see https://***@host/path");
      }),
    );
  });
});

describe("A message without what it quotes", () => {
  it.each([
    [`Value 'hunter2' at 'name' failed`, "Value '…' at '…' failed"],
    [`Could not read {"Environment":{"TOKEN":"hunter2"}}`, 'Could not read {"…":{"…":"…"}}'],
    [`It couldn't use "hunter2`, `It couldn't use "…"`],
    ["password=hunter2, KdcAdminPassword: hunter2", "password=***, KdcAdminPassword: ***"],
    ["The security token included in the request is expired", "The security token included in the request is expired"],
    ["odd\n  words", "odd words"],
  ])("%s says %s", (message, said) => {
    expect(withoutQuotations(message)).toBe(said);
  });
});
