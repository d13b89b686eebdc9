import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { awsClients } from "../../src/collect/clients.ts";
import { classify } from "../../src/collect/failure.ts";
import { sagemaker } from "../../src/kinds/operation.ts";

import { environment } from "../fake-aws/environment.ts";

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
    ["EC2ThrottledException", "", "throttled"],
    ["RequestThrottledException", "", "throttled"],
    ["InvalidAction", "Could not find operation ListThings for version 2010-05-08", "unsupported-in-region"],
    ["InvalidToken", "The provided token is malformed or otherwise invalid.", "region-disabled"],
    ["InvalidGroup.NotFound", "The security group 'sg-1' does not exist", "gone"],
    ["InvalidVpcEndpointId.NotFound", "", "gone"],
    ["NoSuchEntity", "The role with name x cannot be found.", "gone"],
    ["MountTargetNotFound", "", "gone"],
    ["RepositoryPolicyNotFoundException", "", "none"],
    ["OwnershipControlsNotFoundError", "", "none"],
    ["SignatureDoesNotMatch", "Signature expired: 20261121T190000Z is now earlier than 20261121T191000Z", "transient"],
  ])("%s %s is told as %s…", (name, message, type) => {
    expect(typeOf(error(name, message))).toBe(type);
  });

  it("is passing if it is a 5xx or a broken connection, whatever its name", () => {
    expect(typeOf(error("Mystery", "", { $metadata: { httpStatusCode: 502 } }))).toBe("transient");
    expect(typeOf(error("Error", "", { code: "ECONNRESET" }))).toBe("transient");
  });

  it.each([
    [429, "TooFast", "throttled"],
    [403, "AllAccessDisabled", "denied"],
    [401, "Mystery", "denied"],
    [403, "MissingAuthenticationToken", "error"],
    [403, "InvalidSignatureException", "transient"],
    [404, "Mystery", "error"],
    [501, "NotImplemented", "error"],
  ])("of HTTP %i by the name of %s is told as %s: where the name says nothing, the status does", (httpStatusCode, name, type) => {
    expect(typeOf(error(name, "", { $metadata: { httpStatusCode } }))).toBe(type);
  });

  it("of a name that does not resolve never makes a region known to hold nothing", () => {
    expect(typeOf(error("Error", "getaddrinfo ENOTFOUND api.sagemaker.eu-central-9.amazonaws.com", { code: "ENOTFOUND" }))).toBe(
      "transient",
    );
  });

  it("is never one at all times: anything may be thrown", () => {
    for (const thrown of [undefined, null, "text", 7, {}]) expect(typeOf(thrown)).toBe("error");
  });

  it.each([
    [404, "text/html", "error", "the answer was neither JSON nor XML: HTTP 404"],
    [200, "text/html", "error", "the answer was neither JSON nor XML: HTTP 200"],
    [502, "text/html", "transient", "the answer was neither JSON nor XML: HTTP 502"],
    [501, "text/html", "error", "the answer was neither JSON nor XML: HTTP 501"],
    [200, "application/x-amz-json-1.1", "transient", "the answer broke off: HTTP 200"],
    [200, "application/json", "error", "a value in the answer is none that AWS gives there: HTTP 200"],
  ])("of HTTP %i in %s that cannot be read is told as %s, and quotes nothing of it", async (status, type, as, words) => {
    const bodies: Readonly<Record<string, string>> = {
      "text/html": "<p>hunter2</p>",
      "application/json": '{"ModelName":"hunter2","CreationTime":"the day after hunter2"}',
    };
    const server = createServer((_, response) => {
      response.writeHead(status, { "content-type": type });
      response.end(bodies[type] ?? '{"Models":[{"ModelName":"hunter2');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    Object.assign(process.env, environment(`http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`));
    const clients = awsClients();
    const thrown: unknown = await clients.send(operation, { ModelName: "m" }, "eu-central-1").catch((refusal: unknown) => refusal);
    expect(classify(thrown, operation)).toEqual({ type: as, detail: `DescribeModel: ${words}` });
    clients.close();
    server.close();
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
