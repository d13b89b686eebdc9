import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { clockSkew } from "../../src/collect/clock-skew.ts";
import { environment } from "../fake-aws/environment.ts";

let close: () => void = () => undefined;
afterEach(() => close());

/** Answers as an AWS whose clock is so many seconds off from ours. */
const skewed = async (seconds: number | undefined, status: number): Promise<void> => {
  const server = createServer((_, response) => {
    response.sendDate = false;
    if (seconds !== undefined) response.setHeader("date", new Date(Date.now() + seconds * 1000).toUTCString());
    response.writeHead(status, { "content-type": "text/xml" });
    response.end("<ErrorResponse><Error><Code>RequestExpired</Code><Message>late</Message></Error></ErrorResponse>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  Object.assign(process.env, environment(`http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`));
  close = () => void server.close();
};

describe("The skew of the clock", () => {
  it.each([
    [0, 200],
    [-600, 403],
    [7200, 403],
  ])("of AWS %d s from ours is seen (HTTP %d)", async (seconds, status) => {
    await skewed(seconds, status);
    const skew = await clockSkew("eu-central-1");
    expect(Math.abs((skew ?? Number.NaN) + seconds)).toBeLessThanOrEqual(2);
  });

  it("is not known where nobody says what time it is", async () => {
    await skewed(undefined, 403);
    expect(await clockSkew("eu-central-1")).toBeUndefined();
  });
});
