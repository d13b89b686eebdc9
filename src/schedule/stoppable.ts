/** What people work in: the daily stop time of a policy is about these, unless it names others. */
export const dailyKinds: readonly string[] = ["app", "ec2-notebook", "notebook-instance"];

/** Everything that bills while it runs, by the kind's name; a warm pool belongs to a training job that has ended. */
export const stoppableKinds: readonly string[] = [
  ...dailyKinds,
  "emr-cluster",
  "emr-serverless-application",
  "endpoint",
  "hyperparameter-tuning-job",
  "mlflow-tracking-server",
  "processing-job",
  "training-job",
  "transform-job",
  "warm-pool",
].sort();
