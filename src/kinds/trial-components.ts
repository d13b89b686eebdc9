import type { Search } from "./kind.ts";

/**
 * Jobs that Search does not know by themselves are known to it through the trial components of experiments, as whole documents with
 * their tags. AWS makes a component for the jobs that Studio and the Python SDK start; whether for all others is nowhere said.
 */
export const trialComponents = (job: "ProcessingJob" | "TransformJob"): Search => ({
  resource: "ExperimentTrialComponent",
  root: `TrialComponent.SourceDetail.${job}`,
  only: { name: "Source.SourceType", value: `SageMaker${job}` },
  partial: true,
});
