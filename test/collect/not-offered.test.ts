import dns from "node:dns";
import { afterEach, describe, expect, it, vi } from "vitest";
import { notOffered } from "../../src/collect/not-offered.ts";
import { notebooks, seedOf } from "../fake-aws/samples.ts";
import { startFakeAws } from "../fake-aws/server.ts";
import { cellOf, kind } from "./world.ts";
import { scanOf, type Scan } from "./scan.ts";

const region = "mx-central-1";
const here = `api.sagemaker.${region}.amazonaws.com`;
const sts = `sts.${region}.amazonaws.com`;
const elsewhere = "api.sagemaker.us-east-1.amazonaws.com";

afterEach(() => {
  vi.restoreAllMocks();
  delete process.env["AWS_ENDPOINT_URL_SAGEMAKER"];
});

type Callback = (error: Error | null, address: unknown, family: number) => void;
const isCallback = (one: unknown): one is Callback => typeof one === "function";

/** A resolver that knows these names, and leads all of them to the stand-in; and addresses, which need none. */
const resolverOf = (known: readonly string[]): void => {
  const fake = (host: string, ...rest: unknown[]): void => {
    const callback = rest.at(-1);
    if (!isCallback(callback)) return;
    const isKnown = known.includes(host) || host === "127.0.0.1";
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: host });
    const all = typeof rest[0] === "object" && rest[0] !== null && "all" in rest[0] && rest[0].all === true;
    callback(isKnown ? null : error, all ? [{ address: "127.0.0.1", family: 4 }] : "127.0.0.1", 4);
  };
  vi.spyOn(dns, "lookup").mockImplementation(fake);
};

/** Where the resolver knows but these, a scan of notebooks and clusters, the former under AWS's own name. */
const look = async (known: readonly string[], host = here): Promise<Scan> => {
  await using fake = await startFakeAws({ seeds: [{ ...seedOf({ "notebook-instance": notebooks(2) }), region }] });
  resolverOf(known);
  process.env["AWS_ENDPOINT_URL_SAGEMAKER"] = `http://${host}:${new URL(fake.url).port}`;
  return await scanOf(fake, { kinds: [kind("notebook-instance"), kind("emr-cluster")], regions: [region] });
};

const statesOf = (seen: Scan): string[] => [cellOf(seen, "notebook-instance", "list").state, cellOf(seen, "emr-cluster", "list").state];

describe("A service that has no name in a region", { timeout: 60_000 }, () => {
  it("is not offered there, if STS has one there and the service has one elsewhere; what else is there is seen", async () => {
    const seen = await look([sts, elsewhere]);
    expect(statesOf(seen)).toEqual(["unsupported-in-region", "complete"]);
    expect(cellOf(seen, "notebook-instance", "list").detail).toBe(`AWS has no ${here}, while there are ${sts} and ${elsewhere}`);
    expect(cellOf(seen, "notebook-instance", "tags").state).toBe("unsupported-in-region");
  });

  it.each([
    ["nothing of the region", [elsewhere]],
    ["the service nowhere", [sts]],
    ["nothing at all", []],
  ])("is an error where the resolver knows %s: that may be the network's fault", async (_, known) => {
    expect(statesOf(await look(known))).toEqual(["error", "complete"]);
  });

  it("is an error under a name that is not AWS's", async () => {
    expect(statesOf(await look([sts, elsewhere, "sagemaker.us-east-1.corp.example"], `sagemaker.${region}.corp.example`))).toEqual([
      "error",
      "complete",
    ]);
  });
});

describe("What proves that a service is not offered", () => {
  const failure = (host: string) => ({ type: "transient" as const, detail: "ListModels: ENOTFOUND", host });
  const judged = async (host: string, there: string, main: string): Promise<string> =>
    (await notOffered(async () => true)(failure(host), { region: there, main })).type;

  it("is compared within the partition, and never with the region itself", async () => {
    expect(await judged("api.sagemaker.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1", "cn-north-1")).toBe("unsupported-in-region");
    expect(await judged("api.sagemaker.us-gov-east-1.amazonaws.com", "us-gov-east-1", "us-gov-west-1")).toBe("unsupported-in-region");
    expect(await judged("api.sagemaker.us-east-1.amazonaws.com", "us-east-1", "us-east-1")).toBe("transient");
    expect(await judged("api.sagemaker.us-east-1.amazonaws.com", "eu-west-1", "us-east-1")).toBe("transient");
  });
});
