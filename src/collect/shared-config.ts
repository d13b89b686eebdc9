import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { Problem } from "../estate/problem.ts";

/** A section of AWS's own files: its settings, those of a nested block as `sagemaker.endpoint_url`. */
export type Section = ReadonlyMap<string, string>;

const header = /^\[\s*(?:(profile|services|sso-session)\s+)?(["']?)([^\]]+?)\2\s*\]$/;
const comment = /(^|\s)[;#].*$/;

/** The name that a header gives to its section. In the one file a profile is called `profile dev`, in the other `dev`. */
const sectionIn = (line: string): string | undefined => {
  const [, type = "profile", , name = ""] = header.exec(line) ?? [];
  return name === "" ? undefined : `${type} ${name}`;
};

const parse = (text: string): Map<string, Map<string, string>> => {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  let block = "";
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(comment, "").trim();
    const name = line.startsWith("[") ? sectionIn(line) : undefined;
    const [, key = "", value = ""] = /^([^=]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, string>();
      sections.set(name, section);
      block = "";
    } else if (key !== "") {
      const isNested = /^\s/.test(raw);
      if (isNested && block !== "") section.set(`${block}.${key}`, value);
      else if (value === "") block = key;
      else [block] = ["", section.set(key, value)];
    }
  }
  return sections;
};

/** What is not there says nothing, as for any tool for AWS. */
const sectionsOf = (file: string | undefined, usual: string): Promise<Map<string, Section>> => {
  const path = file === undefined || file === "" ? join(homedir(), ".aws", usual) : file.replace(/^~(?=\/)/, homedir());
  return readFile(path, "utf8").then(parse, () => new Map<string, Section>());
};

/** A profile as AWS's own files have it, and the section of services that it names. The configuration goes before the credentials. */
export const sharedProfile = async (name: string): Promise<{ profile: Section; services: Section }> => {
  const [config, credentials] = await Promise.all([
    sectionsOf(process.env["AWS_CONFIG_FILE"], "config"),
    sectionsOf(process.env["AWS_SHARED_CREDENTIALS_FILE"], "credentials"),
  ]);
  const of = (sections: Map<string, Section>): Section => sections.get(`profile ${name}`) ?? new Map<string, string>();
  const profile = new Map([...of(credentials), ...of(config)]);
  const named = profile.get("services");
  const services = named === undefined ? new Map<string, string>() : config.get(`services ${named}`);
  if (services) return { profile, services };
  throw new Problem({
    code: "services-unknown",
    what: `There is no section [services ${named}], which the profile ${name} names.`,
    where: "the configuration of AWS, ~/.aws/config unless AWS_CONFIG_FILE names another",
    todo: "Write it, or take `services` out of the profile.",
  });
};
