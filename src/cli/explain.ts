import type { Command } from "commander";
import { visible } from "../../reports/visible.ts";
import type { Finding, Report } from "../index.ts";
import { Problem } from "../estate/problem.ts";
import { findRule, readCatalogue } from "./catalogue.ts";
import { readInput } from "./files.ts";
import { columns } from "./paragraph.ts";
import type { Frame } from "./frame.ts";
import { explanation } from "./rule-text.ts";

type Options = { report?: string };

const findFinding = (report: Report, fingerprint: string, file: string): Finding => {
  const found = report.findings.filter((finding) => finding.fingerprint.startsWith(fingerprint));
  const [finding] = found;
  if (finding && found.length === 1) return finding;
  throw new Problem({
    code: "finding-unknown",
    what: found.length === 0 ? `There is no finding "${fingerprint}".` : `${found.length} findings begin with "${fingerprint}".`,
    where: file,
    todo: found.length === 0 ? "Give a fingerprint of that report, or the beginning of one." : "Give more of the fingerprint.",
  });
};

const findingText = (finding: Finding): string => {
  const evidence = finding.evidence.map(({ key, value }) => [`  ${key}`, value]);
  const open = finding.open.map(({ path, reason, detail }) => [`  ${path.join(".")}`, `unknown: ${reason} (${detail})`]);
  const waiver = finding.waiver
    ? [`Accepted until ${finding.waiver.expires} by ${finding.waiver.owner}: ${finding.waiver.reason}`, ""]
    : [];
  const place = finding.position ? [`${finding.position.file}:${finding.position.line}`] : [];
  const lines = [finding.message, finding.resource, ...place, ...columns([...evidence, ...open]).split("\n"), "", ...waiver];
  return `${lines.map(visible).join("\n")}\n`;
};

export const addExplain = (program: Command, { io }: Frame): void => {
  program
    .command("explain")
    .description("why a rule asks, and how to mend what it finds")
    .argument("<rule-or-finding>", "a rule's id, or with --report a finding's fingerprint")
    .option("--report <file>", "the report that the finding is in")
    .action(async (name: string, { report: file }: Options) => {
      const catalogue = await readCatalogue();
      if (file === undefined) {
        io.stdout.write(explanation(findRule(catalogue, name), catalogue.frameworks, io.stdout.columns));
        return;
      }
      const { readReport } = await import("../index.ts");
      const finding = findFinding(readReport(await readInput(io, file), file), name, file);
      io.stdout.write(`${findingText(finding)}${explanation(findRule(catalogue, finding.rule), catalogue.frameworks, io.stdout.columns)}`);
    });
};
