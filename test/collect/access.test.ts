import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { awsClients } from "../../src/collect/clients.ts";
import { profileEndpoint } from "../../src/collect/profile-endpoint.ts";
import { sagemaker } from "../../src/kinds/operation.ts";
import { virtualClock } from "../fake-aws/clock.ts";
import { startFakeAws, type FakeAws } from "../fake-aws/server.ts";
import { lookAt, opened } from "./fleet.ts";

const target = "222233334444";
const hub = "999900000000";
const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
const expires = "2036-01-01T00:00:00Z";

const world = (): Promise<FakeAws> =>
  startFakeAws({
    seeds: [],
    keys: { AKIAHUB: hub, AKIATARGET: target },
    roles: [{ arn: role(target, "scanner"), externalId: "acme-7" }, { arn: role(target, "open") }],
    webIdentities: { "a-token": role(target, "pipeline") },
    logins: ["a-login"],
    clock: virtualClock(new Date(), 1),
  });

const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

type Surroundings = { config?: string; credentials?: string; env?: Record<string, string> };

/** A home with AWS's own files, as `aws configure` leaves them, in place of this process's. */
const enter = (fake: FakeAws, { config = "", credentials = "", env = {} }: Surroundings): string => {
  const home = mkdtempSync(join(tmpdir(), "sagewarden-aws-"));
  mkdirSync(join(home, ".aws", "sso", "cache"), { recursive: true });
  writeFileSync(join(home, ".aws", "config"), config);
  writeFileSync(join(home, ".aws", "credentials"), credentials);
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
  const files = { AWS_CONFIG_FILE: join(home, ".aws", "config"), AWS_SHARED_CREDENTIALS_FILE: join(home, ".aws", "credentials") };
  Object.assign(process.env, { HOME: home, AWS_EC2_METADATA_DISABLED: "true", AWS_ENDPOINT_URL: fake.url, ...files, ...env });
  return home;
};

const login = (home: string, name: string, startUrl: string): void => {
  const file = `${createHash("sha1").update(name).digest("hex")}.json`;
  const token = { accessToken: "a-login", expiresAt: expires, region: "eu-central-1", startUrl };
  writeFileSync(join(home, ".aws", "sso", "cache", file), JSON.stringify(token));
};

const keysIn = (section: string, id: string): string => `[${section}]\naws_access_key_id = ${id}\naws_secret_access_key = stand-in\n`;

type Asked = Parameters<typeof awsClients>[0];
const whoIs = async (access: Asked = {}): Promise<string> => {
  const clients = awsClients(access);
  const { arn } = await clients.caller("eu-central-1");
  await clients.send(sagemaker("ListModels"), { MaxResults: 100 }, "eu-central-1");
  clients.close();
  return arn;
};
const session = (name: string, by: string): string => `arn:aws:sts::${target}:assumed-role/${name}/${by}`;

describe("Credentials", () => {
  it("are found in a profile that AWS_PROFILE or the command names, before keys in the environment", async () => {
    await using fake = await world();
    enter(fake, { credentials: keysIn("dev", "AKIATARGET"), env: { AWS_PROFILE: "dev" } });
    expect(await whoIs()).toContain(target);
    enter(fake, {
      credentials: keysIn("dev", "AKIATARGET"),
      env: { AWS_ACCESS_KEY_ID: "AKIAHUB", AWS_SECRET_ACCESS_KEY: "stand-in" },
    });
    expect(await whoIs()).toContain(hub);
    expect(await whoIs({ profile: "dev" })).toContain(target);
    fake.log.assertNoUnexpected();
  });

  it("come from a process", async () => {
    await using fake = await world();
    const home = enter(fake, {});
    const script = join(home, "keys.mjs");
    const told = { Version: 1, AccessKeyId: "AKIATARGET", SecretAccessKey: "stand-in", Expiration: expires };
    writeFileSync(script, `console.log(${JSON.stringify(JSON.stringify(told))})`);
    enter(fake, { config: `[profile vault]\ncredential_process = ${process.execPath} ${script}\n` });
    expect(await whoIs({ profile: "vault" })).toContain(target);
  });

  it("come from a role of a profile, by the keys of another", async () => {
    await using fake = await world();
    const config = `[profile scan]\nrole_arn = ${role(target, "scanner")}\nexternal_id = acme-7\nsource_profile = hub\nrole_session_name = chained\n`;
    enter(fake, { config, credentials: keysIn("hub", "AKIAHUB") });
    expect(await whoIs({ profile: "scan" })).toBe(session("scanner", "chained"));
  });

  it("come from the token of an identity provider, in a file that the environment or a profile names", async () => {
    await using fake = await world();
    const home = enter(fake, {});
    const file = join(home, "token");
    writeFileSync(file, "a-token");
    const env = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: role(target, "pipeline"), AWS_ROLE_SESSION_NAME: "job-7" };
    enter(fake, { env });
    expect(await whoIs()).toBe(session("pipeline", "job-7"));
    enter(fake, {
      config: `[profile ci]\nrole_arn = ${role(target, "pipeline")}\nweb_identity_token_file = ${file}\nrole_session_name = job-8\n`,
    });
    expect(await whoIs({ profile: "ci" })).toBe(session("pipeline", "job-8"));
    expect(fake.log.count("AssumeRoleWithWebIdentity")).toBeGreaterThan(1);
  });

  it("come from a login at the portal, of a session or of a profile alone", async () => {
    await using fake = await world();
    const portal = "https://acme.awsapps.com/start";
    const where = `sso_account_id = ${target}\nsso_role_name = Auditor\n`;
    const alone = enter(fake, { config: `[profile one]\nsso_start_url = ${portal}\nsso_region = eu-central-1\n${where}` });
    login(alone, portal, portal);
    expect(await whoIs({ profile: "one" })).toBe(session("Auditor", "ada"));
    const config = `[profile two]\nsso_session = acme\n${where}\n[sso-session acme]\nsso_start_url = ${portal}\nsso_region = eu-central-1\n`;
    const shared = enter(fake, { config });
    login(shared, "acme", portal);
    expect(await whoIs({ profile: "two" })).toBe(session("Auditor", "ada"));
    expect(fake.log.count("GetRoleCredentials")).toBeGreaterThan(1);
  });

  it("of any of these open the roles of other accounts", async () => {
    await using fake = await world();
    const home = enter(fake, {});
    const file = join(home, "token");
    writeFileSync(file, "a-token");
    enter(fake, { env: { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: role(target, "pipeline") } });
    const open = { arn: role(target, "scanner"), externalId: "acme-7", sessionName: "sagewarden" };
    expect(await whoIs({ role: open, region: "eu-central-1" })).toBe(session("scanner", "sagewarden"));
    await expect(whoIs({ role: { ...open, externalId: "wrong" }, region: "eu-central-1" })).rejects.toThrow("sts:AssumeRole");
  });
});

describe("Endpoints", () => {
  it("of single services are taken from the environment, and from the services section of the profile that AWS_PROFILE names", async () => {
    await using fake = await world();
    await using other = await world();
    enter(fake, {
      credentials: keysIn("default", "AKIATARGET"),
      env: { AWS_ENDPOINT_URL_SAGEMAKER: other.url },
    });
    expect(await whoIs()).toContain(target);
    expect([fake.log.count("ListModels"), other.log.count("ListModels")]).toEqual([0, 1]);
    expect([fake.log.count("GetCallerIdentity"), other.log.count("GetCallerIdentity")]).toEqual([1, 0]);
    const config = `[profile lab]\nservices = mine\n[services mine]\nsagemaker =\n  endpoint_url = ${other.url}\nsts =\n  endpoint_url = ${fake.url}\n`;
    enter(fake, { config, credentials: keysIn("lab", "AKIATARGET"), env: { AWS_PROFILE: "lab" } });
    delete process.env["AWS_ENDPOINT_URL"];
    expect(await whoIs()).toContain(target);
    expect([fake.log.count("ListModels"), other.log.count("ListModels")]).toEqual([0, 2]);
  });
});

/** What each of two stand-ins was asked, as `of the caller / of the estate`. */
const askedOf = (...fakes: readonly FakeAws[]): string[] =>
  fakes.map(({ log }) => `${log.count("GetCallerIdentity")}/${log.count("ListModels")}/${log.count("AssumeRole")}`);

describe("Endpoints of a profile that the command names", () => {
  const nested = (url: string): string => `[services mine]\nsagemaker =\n  endpoint_url = ${url}\n  # none for others\nemr = \n`;
  const lab = (more: string): string => `[profile lab]\nservices = mine\n${more}`;
  const unset = (): void => {
    delete process.env["AWS_ENDPOINT_URL"];
  };

  it("are its own: its section of services before the profile, whatever another that AWS_PROFILE names says", async () => {
    await using fake = await world();
    await using other = await world();
    await using wrong = await world();
    const config = `[profile else]\nendpoint_url = ${wrong.url}\n${lab(`endpoint_url = ${fake.url} ; ours`)}\n${nested(other.url)}`;
    enter(fake, { config, credentials: keysIn("lab", "AKIATARGET") + keysIn("else", "AKIAHUB"), env: { AWS_PROFILE: "else" } });
    unset();
    expect(await whoIs({ profile: "lab" })).toContain(target);
    expect(askedOf(fake, other, wrong)).toEqual(["1/0/0", "0/1/0", "0/0/0"]);
    expect(await whoIs()).toContain(hub);
    expect(askedOf(fake, other, wrong)).toEqual(["1/0/0", "0/1/0", "1/1/0"]);
  });

  it("give way to variables, of the service or of all", async () => {
    await using fake = await world();
    await using other = await world();
    await using wrong = await world();
    const config = `${lab(`endpoint_url = ${wrong.url}`)}\n${nested(wrong.url)}`;
    enter(fake, { config, credentials: keysIn("lab", "AKIATARGET"), env: { AWS_ENDPOINT_URL_SAGEMAKER: other.url } });
    await whoIs({ profile: "lab" });
    expect(askedOf(fake, other, wrong)).toEqual(["1/0/0", "0/1/0", "0/0/0"]);
  });

  it("are where it asks for its role, and for that of a token", async () => {
    await using fake = await world();
    await using wrong = await world();
    const home = enter(fake, {});
    const file = join(home, "token");
    writeFileSync(file, "a-token");
    const chained = `[profile lab]\nrole_arn = ${role(target, "scanner")}\nexternal_id = acme-7\nsource_profile = hub\nendpoint_url = ${fake.url}\n`;
    const byToken = `[profile ci]\nrole_arn = ${role(target, "pipeline")}\nweb_identity_token_file = ${file}\nrole_session_name = job-9\nendpoint_url = ${fake.url}\n`;
    const config = `${chained}${byToken}[default]\nendpoint_url = ${wrong.url}\n`;
    enter(fake, { config, credentials: keysIn("hub", "AKIAHUB") });
    unset();
    expect(await whoIs({ profile: "lab" })).toContain(":assumed-role/scanner/");
    expect(await whoIs({ profile: "ci" })).toBe(session("pipeline", "job-9"));
    const open = { arn: role(target, "open"), sessionName: "sagewarden" };
    expect(await whoIs({ profile: "lab", role: open, region: "eu-central-1" })).toBe(session("open", "sagewarden"));
    expect(askedOf(wrong)).toEqual(["0/0/0"]);
    expect(fake.log.count("AssumeRole")).toBe(4);
  });

  it("are not used where they are to be ignored, by a variable or by the profile", async () => {
    await using fake = await world();
    const config = `[profile lab]\nendpoint_url = ${fake.url}\nignore_configured_endpoint_urls = true\n`;
    enter(fake, { config, credentials: keysIn("lab", "AKIATARGET") });
    unset();
    expect(await profileEndpoint("lab", "SageMaker")).toEqual({ ignoreConfiguredEndpointUrls: true });
    process.env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "false";
    expect(await profileEndpoint("lab", "SageMaker")).toEqual({ endpoint: fake.url });
    process.env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
    expect(await profileEndpoint("lab", "SageMaker")).toEqual({});
    enter(fake, { config: "[profile lab]\nservices = mine\n" });
    unset();
    await expect(profileEndpoint("lab", "SageMaker")).rejects.toThrow("There is no section [services mine]");
  });
});

describe("Profiles", () => {
  it("that are named each open their account, in their own region", async () => {
    await using fake = await world();
    const config = "[profile hub]\nregion = eu-west-1\n[profile dev]\nregion = us-east-1\n";
    enter(fake, { config, credentials: keysIn("hub", "AKIAHUB") + keysIn("dev", "AKIATARGET") });
    const files = {
      AWS_CONFIG_FILE: process.env["AWS_CONFIG_FILE"],
      AWS_SHARED_CREDENTIALS_FILE: process.env["AWS_SHARED_CREDENTIALS_FILE"],
    };
    const accounts = ["hub", "dev"].map((profile) => ({ profile, sessionName: "sagewarden", regions: [] }));
    const { estate } = await lookAt(fake, { accounts }, {}, files);
    const places = new Set(estate.coverage.map(({ account, region, state }) => `${account} ${region} ${state}`));
    expect([...places]).toEqual([`${target} us-east-1 complete`, `${hub} eu-west-1 complete`]);
  });

  it("that there are not, and two that open the same account, are refused", async () => {
    await using fake = await world();
    enter(fake, { credentials: keysIn("dev", "AKIATARGET") + keysIn("again", "AKIATARGET") });
    const files = { AWS_SHARED_CREDENTIALS_FILE: process.env["AWS_SHARED_CREDENTIALS_FILE"] };
    const named = (...names: string[]) => names.map((profile) => ({ profile, sessionName: "sagewarden", regions: ["eu-central-1"] }));
    await expect(opened(fake, { accounts: named("dve") }, files)).rejects.toThrow("There is no profile dve with credentials");
    await expect(opened(fake, { accounts: named("dev", "again") }, files)).rejects.toThrow(`Account ${target} is named twice`);
  });
});
