import { describe, expect, it } from "vitest";
import { classify } from "../../src/collect/failure.ts";
import { sagemaker } from "../../src/kinds/operation.ts";

const operation = sagemaker("DescribeModel");
const error = (name: string, message = "", rest: object = {}): Error => Object.assign(new Error(message), { name, ...rest });
const typeOf = (thrown: unknown): string => classify(thrown, operation).type;

describe("An error of AWS or of the network", () => {
  it.each([
    ["ThrottlingException", "Rate exceeded", "throttled"],
    ["TooManyRequestsException", "", "throttled"],
    ["AccessDeniedException", "", "denied"],
    ["ExpiredTokenException", "", "credentials-expired"],
    ["UnrecognizedClientException", "", "region-disabled"],
    ["UnknownOperationException", "", "unsupported-in-region"],
    ["ResourceNotFound", "Domain [d-1] does not exist.", "gone"],
    ["ValidationException", "RecordNotFound", "gone"],
    ["ValidationException", 'Could not find model "arn:x".', "gone"],
    ["ValidationException", "Requested resource not found.", "gone"],
    ["InvalidRequestException", "Cluster id 'j-1' is not valid.", "gone"],
    ["ValidationException", "Invalid pagination token", "invalid-token"],
    ["ValidationException", "1 validation error detected: Value '0' at 'maxResults' failed", "error"],
    ["InternalFailure", "", "transient"],
    ["TimeoutError", "", "transient"],
    ["SyntaxError", "Unexpected end of JSON input", "transient"],
    ["SomethingElse", "", "error"],
  ])("%s %s is told as %s…", (name, message, type) => {
    expect(typeOf(error(name, message))).toBe(type);
  });

  it("is passing if it is a 5xx or a broken connection, whatever its name", () => {
    expect(typeOf(error("Mystery", "", { $metadata: { httpStatusCode: 502 } }))).toBe("transient");
    expect(typeOf(error("Error", "", { code: "ECONNRESET" }))).toBe("transient");
  });

  it("of a name that does not resolve never makes a region known to hold nothing", () => {
    expect(typeOf(error("Error", "getaddrinfo ENOTFOUND api.sagemaker.eu-central-9.amazonaws.com", { code: "ENOTFOUND" }))).toBe(
      "transient",
    );
  });

  it("is never one at all times: anything may be thrown", () => {
    for (const thrown of [undefined, null, "text", 7, {}]) expect(typeOf(thrown)).toBe("error");
  });

  it("names the operation, or the permission and who withholds it, and no principal", () => {
    expect(classify(error("ValidationException", "odd\n  words"), operation).detail).toBe("DescribeModel: ValidationException: odd words");
    const denial =
      "User: arn:aws:sts::1:assumed-role/secret is not authorized because no permissions boundary allows the sagemaker:DescribeModel action";
    expect(classify(error("AccessDeniedException", denial), operation).detail).toBe(
      "needs sagemaker:DescribeModel, denied by a permissions boundary",
    );
  });
});
