import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { JsonObject } from "../../src/estate/json.ts";
import { besideOperations } from "./beside-operations.ts";
import { createChaos, type Chaos } from "./chaos.ts";
import { virtualClock, type VirtualClock } from "./clock.ts";
import { createCredentials, type Credentials, type Role } from "./credentials.ts";
import { awsError, broken, denied, expired, invalidCredentials, throttled, unknownOperation, type AwsError } from "./errors.ts";
import { standInKey } from "./environment.ts";
import { createFaults, type Fault, type Faults, type Struck } from "./faults.ts";
import { isAllowed, neededAction } from "./iam-actions.ts";
import { createLog, type Entry, type Log } from "./log.ts";
import { handlers, resourceOf, type Handler } from "./operations.ts";
import { organizationAnswer, type Organization } from "./organization.ts";
import { goodManners, isError, type ListManners } from "./paging.ts";
import { jsonProtocol } from "./protocols/json.ts";
import type { Answer, Asked, Question } from "./protocols/protocol.ts";
import { protocols, signed, targets } from "./protocols/protocols.ts";
import { misfits, missing, operationShape, type ServiceName } from "./shapes.ts";
import { sessionAllows } from "./session-policy.ts";
import { createStore, type Seed, type Store } from "./store.ts";
import { regionsAnswer } from "./regions.ts";
import { loginAnswer } from "./login.ts";
import { stsAnswer, webIdentityAnswer } from "./sts.ts";
import { upheave, type Upheaval } from "./upheaval.ts";

export type FakeAwsOptions = {
  seeds: readonly Seed[];
  /** Access key id -> account. A key that is not among them is no credential. */
  keys?: Readonly<Record<string, string>>;
  /** The only actions of IAM that are allowed to anybody; without it, all are. */
  allowed?: ReadonlySet<string>;
  /** What AssumeRole may give. */
  roles?: readonly Role[];
  /** Tokens of an identity provider, and the role that each opens. */
  webIdentities?: Readonly<Record<string, string>>;
  /** Tokens of a login at the portal, which opens every role that there is. */
  logins?: readonly string[];
  organization?: Organization;
  /** `account/region`: those that had to be switched on, and were. */
  optedIn?: readonly string[];
  faults?: readonly Fault[];
  /** Faults of single calls beside them, drawn by a seed. */
  chaos?: Chaos;
  /** Of Systems Manager: name -> value. */
  parameters?: Readonly<Record<string, string>>;
  /** What AWS's price list has: products as it tells them. */
  products?: readonly JsonObject[];
  clock?: VirtualClock;
  /** Of the dice that faults with a share roll. */
  dice?: number;
  port?: number;
};

export type FakeAws = {
  url: string;
  clock: VirtualClock;
  faults: Faults;
  log: Log;
  credentials: Credentials;
  parameters: Map<string, string>;
  /** What was deleted and re-created under the eyes of who looked. */
  upheavals: readonly Upheaval[];
  /** No more faults from here on. */
  calm: () => void;
  close: () => Promise<void>;
  [Symbol.asyncDispose]: () => Promise<void>;
};

type World = {
  store: Store;
  clock: VirtualClock;
  faults: Faults;
  chaos: (call: Struck) => Fault[];
  log: Log;
  credentials: Credentials;
  beside: ReadonlyMap<string, Handler>;
  upheavals: Upheaval[];
  options: FakeAwsOptions;
};
/** `body` is all that was asked, for faults that look for words in it. */
type Request = Question & {
  service: ServiceName;
  account: string;
  region: string;
  body: string;
  caller: string;
  policy: string | undefined;
};

const errorAnswer = (service: ServiceName, error: AwsError): Answer => (protocols[service] ?? jsonProtocol).refuse(service, error);

/** `Credential=KEY/DATE/REGION/SERVICE/aws4_request` */
const scopeOf = (message: IncomingMessage): { key: string; region: string; signedFor: string } => {
  const [key = "", , region = "", signedFor = ""] = /Credential=([^,\s]+)/.exec(message.headers.authorization ?? "")?.[1]?.split("/") ?? [];
  return { key, region, signedFor };
};

/** By the header that names the operation, or by what the signature is for; who has no credentials yet asks STS. */
const serviceOf = (message: IncomingMessage): ServiceName | undefined => {
  const [prefix = ""] = String(message.headers["x-amz-target"] ?? "").split(".");
  return targets[prefix] ?? signed[scopeOf(message).signedFor || "sts"];
};

const questionOf = (message: IncomingMessage, body: string): (Asked & Question) | undefined => {
  const service = serviceOf(message);
  if (service === undefined) return undefined;
  const { method = "", url = "/", headers } = message;
  const asked: Asked = { service, method, url: new URL(url, "http://stand-in"), headers, body };
  const question = protocols[service]?.ask(asked);
  return question && { ...asked, ...question };
};

const mannersOf = (struck: readonly Fault[]): ListManners => ({
  emptyPage: struck.some((fault) => fault.effect === "empty-page"),
  overlap: struck.reduce((most, fault) => (fault.effect === "overlap" ? Math.max(most, fault.by) : most), goodManners.overlap),
  most: struck.reduce((least, fault) => (fault.effect === "short-pages" ? Math.min(least, fault.most) : least), goodManners.most),
  loop: struck.some((fault) => fault.effect === "loop"),
  forgetToken: struck.some((fault) => fault.effect === "forget-token"),
});

/** The error that a fault makes of a call, if it makes one. */
const errorOf = (fault: Fault, call: { world: World; request: Request; input: JsonObject }): AwsError | undefined => {
  const { world, request, input } = call;
  const { service, operation, account, region, caller } = request;
  if (fault.effect === "deny") {
    const resource = resourceOf(service, operation, world.store.open(account, region), input);
    return denied(caller, neededAction(service, operation), resource, fault.by ?? "role");
  }
  if (fault.effect === "fail") return awsError(fault.type, fault.message, fault.status);
  if (fault.effect === "throttle") return throttled();
  if (fault.effect === "expire") return expired();
  if (fault.effect === "unknown-operation") return unknownOperation();
  if (fault.effect === "region-off") return invalidCredentials();
  if (fault.effect === "break" && typeof fault.how === "number") return broken(fault.how);
  return undefined;
};

const loud = (world: World, what: string): AwsError => {
  world.log.unexpected(what);
  return awsError("StandInCannot", what, 400);
};

const tell = (world: World, request: Request, answer: JsonObject): Answer => {
  const { service, operation } = request;
  const invented = misfits(operationShape(service, operation)?.output, answer, operation);
  const protocol = protocols[service];
  if (invented.length > 0 || !protocol) return errorAnswer(service, loud(world, invented.join("; ")));
  return protocol.tell(request, answer);
};

/** What is of no account's estate: the organization, and which regions there are. */
const ofTheWorld = ({ options }: World, { service, operation, input, account }: Request): Handler | undefined => {
  if (service === "ec2" && operation === "DescribeRegions")
    return () => regionsAnswer((region) => options.optedIn?.includes(`${account}/${region}`) ?? false);
  const said = service === "organizations" ? organizationAnswer(options.organization, { operation, input, account }) : undefined;
  return said && (() => said);
};

const carryOut = (world: World, request: Request, struck: readonly Fault[]): Answer => {
  const { service, operation, account, region, input } = request;
  const shape = operationShape(service, operation);
  const handler = handlers.get(`${service}:${operation}`) ?? world.beside.get(`${service}:${operation}`) ?? ofTheWorld(world, request);
  if (!handler || !shape) return errorAnswer(service, loud(world, `${service} ${operation}`));
  const wrong = [...misfits(shape.input, input, operation), ...missing(shape.input, input, operation)];
  if (wrong.length > 0) return errorAnswer(service, loud(world, wrong.join("; ")));
  const shelf = world.store.open(account, region);
  for (const fault of struck) {
    const upheaval = upheave(fault, { operation, input, shelf, clock: world.clock });
    if (upheaval) world.upheavals.push(upheaval);
  }
  const gone = struck.flatMap((fault) => (fault.effect === "vanish" ? [fault.name] : []));
  const answer = handler({
    shelf,
    input,
    store: world.store,
    manners: mannersOf(struck),
    vanished: (held) => gone.some((name) => Object.values(held.table.key).some((member) => held.document[member] === name)),
  });
  return isError(answer) ? errorAnswer(service, answer) : tell(world, request, answer);
};

/** A session with a policy of its own may do what that says, and no more. */
const refusedBySession = ({ service, operation, policy, caller }: Request, resource: string): AwsError | undefined => {
  const action = neededAction(service, operation);
  return policy === undefined || service === "sts" || sessionAllows(policy, action, resource)
    ? undefined
    : denied(caller, action, resource, "session");
};

const reads = /^(List|Describe|Get|Search)/;

const answerTo = async (world: World, request: Request, entry: Entry): Promise<Answer> => {
  const { input } = request;
  const resource = resourceOf(request.service, request.operation, world.store.open(request.account, request.region), input);
  if (!reads.test(request.operation)) entry.resource = resource;
  const refused = refusedBySession(request, resource);
  if (refused) return errorAnswer(request.service, refused);
  const refusal: Fault[] = isAllowed(world.options.allowed, request) ? [] : [{ effect: "deny" }];
  const struck = [...refusal, ...world.faults.striking(request), ...world.chaos(request)];
  const latency = struck.reduce((sum, fault) => (fault.effect === "latency" ? sum + fault.milliseconds : sum), 0);
  if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
  const error = struck.map((fault) => errorOf(fault, { world, request, input })).find((found) => found !== undefined);
  if (error) return errorAnswer(request.service, error);
  const caller = { account: request.account, arn: request.caller };
  const said = request.service === "sts" ? stsAnswer({ ...request, caller, credentials: world.credentials }) : undefined;
  const toldOf = (of: JsonObject | AwsError): Answer => (isError(of) ? errorAnswer(request.service, of) : tell(world, request, of));
  const answer: Answer = said ? toldOf(said) : carryOut(world, request, struck);
  const how = struck.flatMap((fault) => (fault.effect === "break" && typeof fault.how === "string" ? [fault.how] : []))[0];
  return how === undefined ? answer : { ...answer, how };
};

const deliver = (response: ServerResponse, answer: Answer): string => {
  if (answer.how === "reset") {
    response.socket?.destroy();
    return "reset";
  }
  // Half a body, whole as far as HTTP can tell: what a proxy makes of a connection that broke behind it.
  const body = answer.how === "truncate" ? answer.body.slice(0, Math.floor(answer.body.length / 2)) : answer.body;
  response.writeHead(answer.status, { "content-type": answer.type, "x-amzn-requestid": "0", ...answer.headers });
  response.end(body);
  if (answer.how) return answer.how;
  return answer.status === 200
    ? "ok"
    : (/"__type":"(\w+)"|<Code>(\w+)</.exec(answer.body)?.slice(1).find(Boolean) ?? String(answer.status));
};

const serve = async (world: World, message: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await text(message);
  const { key, region: signedIn } = scopeOf(message);
  const login = loginAnswer(world.options.logins ?? [], world.credentials, message);
  if (login) {
    const entry = world.log.begin({ service: login.service, operation: login.operation, account: "", region: "" });
    world.log.end(entry, deliver(response, login));
    return;
  }
  const what = questionOf(message, body);
  if (!what) {
    deliver(response, errorAnswer("sagemaker", loud(world, `${message.method} ${message.url}`)));
    return;
  }
  const { service, operation, input } = what;
  if (operation === "AssumeRoleWithWebIdentity") {
    const entry = world.log.begin({ service, operation, account: "", region: "" });
    const said = webIdentityAnswer(world, input);
    const answer = isError(said) ? errorAnswer(service, said) : (protocols[service] ?? jsonProtocol).tell({ service, operation }, said);
    world.log.end(entry, deliver(response, answer));
    return;
  }
  const caller = world.credentials.find(key);
  // IAM is one for all regions, whichever it is asked in.
  const region = service === "iam" ? "global" : signedIn;
  const entry: Entry = world.log.begin({
    service,
    operation,
    account: caller?.account ?? "",
    region,
    ...(caller && { caller: caller.arn }),
  });
  const words = protocols[service] === jsonProtocol ? body : `${message.method} ${message.url} ${body}`;
  const refusal = caller === undefined ? invalidCredentials() : caller.hasExpired ? expired() : undefined;
  const answer = refusal
    ? errorAnswer(service, refusal)
    : await answerTo(
        world,
        {
          service,
          operation,
          input,
          account: caller?.account ?? "",
          caller: caller?.arn ?? "",
          policy: caller?.policy,
          region,
          body: words,
        },
        entry,
      );
  world.log.end(entry, deliver(response, answer));
};

const listening = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : port}`);
    });
  });

/** Starts the stand-in for AWS. Whatever it was asked and could not answer fails `log.assertNoUnexpected()`. */
export const startFakeAws = async (options: FakeAwsOptions): Promise<FakeAws> => {
  const clock = options.clock ?? virtualClock("2026-11-21T12:00:00Z");
  const faults = createFaults(options.faults ?? [], clock, options.dice ?? 1);
  const log = createLog(clock);
  const [first] = options.seeds;
  const keys = options.keys ?? { [standInKey]: first?.account ?? "111122223333" };
  const credentials = createCredentials({ keys, roles: options.roles ?? [], clock, partition: first?.partition ?? "aws" });
  const chaos = createChaos(options.chaos ?? { seed: 0, rates: {} });
  const upheavals: Upheaval[] = [];
  const parameters = new Map(Object.entries(options.parameters ?? {}));
  const beside = besideOperations({ parameters, products: options.products ?? [] });
  const world: World = { store: createStore(options.seeds, clock), clock, faults, chaos, log, credentials, beside, upheavals, options };
  const server = createServer((message, response) => {
    serve(world, message, response).catch((error: unknown) => {
      log.unexpected(String(error));
      response.destroy();
    });
  });
  const url = await listening(server, options.port ?? 0);
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const calm = (): void => {
    faults.clear();
    world.chaos = () => [];
  };
  return { url, clock, faults, log, credentials, parameters, upheavals, calm, close, [Symbol.asyncDispose]: close };
};
