// Generated from the files of this folder by `npm run generate`. Do not edit.
import app from "./app.ts";
import domain from "./domain.ts";
import emrCluster from "./emr-cluster.ts";
import endpoint from "./endpoint.ts";
import endpointConfig from "./endpoint-config.ts";
import model from "./model.ts";
import notebookInstance from "./notebook-instance.ts";
import notebookLifecycleConfig from "./notebook-lifecycle-config.ts";
import space from "./space.ts";
import trainingJob from "./training-job.ts";
import userProfile from "./user-profile.ts";
import type { Kind } from "./kind.ts";

/** Every kind of resource, by name. */
export const kinds: readonly Kind[] = [
  app,
  domain,
  emrCluster,
  endpoint,
  endpointConfig,
  model,
  notebookInstance,
  notebookLifecycleConfig,
  space,
  trainingJob,
  userProfile,
];

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

export const kindNamed = (name: string): Kind | undefined => byName.get(name);
