/** An answer that AWS gives as an error: its type, its message in AWS's own words, its HTTP status. */
export type AwsError = { type: string; message: string; status: number };

export const awsError = (type: string, message: string, status = 400): AwsError => ({ type, message, status });

export const validation = (message: string): AwsError => awsError("ValidationException", message);
export const throttled = (): AwsError => awsError("ThrottlingException", "Rate exceeded");
export const expired = (): AwsError => awsError("ExpiredTokenException", "The security token included in the request is expired");
export const invalidCredentials = (): AwsError =>
  awsError("UnrecognizedClientException", "The security token included in the request is invalid.");
export const unknownOperation = (): AwsError =>
  awsError("UnknownOperationException", "The requested operation is not supported in the called region.");
export const broken = (status: number): AwsError =>
  awsError(status === 503 ? "ServiceUnavailable" : "InternalFailure", "We encountered an internal error. Please try again.", status);

export type Denier = "role" | "scp" | "boundary" | "session";

const because: Record<Denier, (action: string) => string> = {
  role: (action) => `because no identity-based policy allows the ${action} action`,
  scp: () => "with an explicit deny in a service control policy",
  session: (action) => `because no session policy allows the ${action} action`,
  boundary: (action) => `because no permissions boundary allows the ${action} action`,
};

export const denied = (caller: string, action: string, resource: string, by: Denier): AwsError =>
  awsError(
    "AccessDeniedException",
    `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${because[by](action)}`,
  );

export const wrongState = (state: string, accepted: readonly string[], next: string, arn: string): AwsError =>
  validation(`Status (${state}) not in ([${accepted.join(", ")}]). Unable to transition to (${next}) for Notebook Instance (${arn}).`);
