import type { Severity } from "../../src/evaluate/rule.ts";
import type { ReportedRule } from "../../src/findings/report.ts";
import { controlLink } from "../control.ts";

/**
 * GitHub reads this as a string, and refuses the whole upload when it is a number. Its bands are >9 critical, 7–8.9 high,
 * 4–6.9 medium, 0.1–3.9 low; we stay off their edges. What is only informative gets no security severity at all.
 */
const securitySeverity: Record<Severity, string | null> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0", info: null };

export const levelOf: Record<Severity, "error" | "warning" | "note"> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

const shownTags = 10;
const longest = 1024;
const short = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`);

const pascal = (id: string): string => id.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());

const tagsOf = (rule: ReportedRule): string[] => {
  const controls = Object.values(rule.controls ?? {}).flat();
  const own = [...(securitySeverity[rule.severity] === null ? [] : ["security"]), rule.family, ...rule.kinds];
  return [...new Set([...own, ...controls])].slice(0, shownTags);
};

const fixTitles = {
  console: "In the console",
  cli: "With the AWS CLI",
  terraform: "In Terraform",
  cloudformation: "In CloudFormation",
} as const;
const fixWays = ["console", "cli", "terraform", "cloudformation"] as const;

const helpText = (rule: ReportedRule): string =>
  [rule.why, ...fixWays.flatMap((way) => (rule.fix[way] === undefined ? [] : [`${fixTitles[way]}: ${rule.fix[way]}`]))].join("\n\n");

const helpMarkdown = (rule: ReportedRule): string => {
  const fence = (text: string): string => (text.includes("\n") || text.startsWith("aws ") ? `\`\`\`\n${text}\n\`\`\`` : text);
  const fixes = fixWays.flatMap((way) => (rule.fix[way] === undefined ? [] : [`**${fixTitles[way]}**\n\n${fence(rule.fix[way])}`]));
  const controls = Object.entries(rule.controls ?? {}).map(
    ([framework, ids]) => `- ${framework}: ${ids.map((id) => (controlLink(id) ? `[${id}](${controlLink(id)})` : id)).join(", ")}`,
  );
  return [rule.why, ...fixes, ...(controls.length > 0 ? [controls.join("\n")] : [])].join("\n\n");
};

/** A rule as a reporting descriptor: GitHub shows its help beside every alert. */
export const descriptor = (rule: ReportedRule): object => {
  const severity = securitySeverity[rule.severity];
  return {
    id: rule.id,
    name: pascal(rule.id).slice(0, 255),
    shortDescription: { text: short(rule.title) },
    fullDescription: { text: short(rule.why) },
    help: { text: helpText(rule), markdown: helpMarkdown(rule) },
    defaultConfiguration: { level: levelOf[rule.severity] },
    properties: { tags: tagsOf(rule), precision: "very-high", ...(severity === null ? {} : { "security-severity": severity }) },
  };
};
