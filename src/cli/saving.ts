import type { Arrival, Estate, OpenShelf, Resource } from "../index.ts";
import { writeOutput } from "./files.ts";
import type { Io } from "./io.ts";

export type Saving = {
  keep: (arrival: Arrival) => void;
  write: (about: Pick<Estate, "source" | "collectedAt">) => Promise<void>;
};

/** Keeps an estate while it comes, without its secrets, and writes it when it is complete. */
export const savingTo = async (io: Io, file: string, open: OpenShelf): Promise<Saving> => {
  const { allShapes, estateParts, redactResource } = await import("../index.ts");
  const shapes = allShapes();
  const resources = open<Resource>();
  const coverage: Estate["coverage"] = [];
  return {
    keep: (arrival) => {
      if (arrival.type === "closed") for (const cell of arrival.cells) coverage.push(cell);
      else for (const resource of arrival.resources) resources.put([resource.id], redactResource(resource, shapes));
    },
    write: (about) => writeOutput(io, file, estateParts({ ...about, coverage, resources: resources.rows })),
  };
};
