import type { Command } from "commander";
import { didYouMean } from "../estate/closest.ts";
import { Problem } from "../estate/problem.ts";
import { packageText } from "./package-files.ts";
import type { Frame } from "./frame.ts";

const names = ["config", "estate", "report", "fix-plan"] as const;

export const addSchema = (program: Command, { io }: Frame): void => {
  program
    .command("schema")
    .description("the JSON Schema of a document")
    .argument("<document>", names.join(", "))
    .action(async (name: string) => {
      const known = names.find((candidate) => candidate === name);
      if (!known) {
        throw new Problem({
          code: "schema-unknown",
          what: `There is no document "${name}".${didYouMean(name, names)}`,
          todo: `The documents are: ${names.join(", ")}.`,
        });
      }
      io.stdout.write(await packageText(`schemas/${known}.schema.json`));
    });
};
