const securityHub = /^(SageMaker|EMR|EC2|IAM|KMS|S3|ECR)\.(\d{1,3})$/;

/** Where AWS explains a Security Hub control; undefined for everybody else's. */
export const controlLink = (id: string): string | undefined => {
  const match = securityHub.exec(id);
  if (!match?.[1]) return undefined;
  const service = match[1].toLowerCase();
  return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${service}-${match[2]}`;
};
