import { isObject, type Json, type JsonObject } from "../../src/estate/json.ts";
import { awsError, type AwsError } from "./errors.ts";
import type { Call, Handler } from "./operations.ts";
import { isError, listPage } from "./paging.ts";
import { at, statusOf, textOf, type Held, type Shelf } from "./store.ts";
import { tableOf } from "./tables.ts";

const objectsIn = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** EC2's filters: what a thing says under a name is one of the values. */
const said: Readonly<Record<string, (document: JsonObject) => string>> = {
  "instance-state-name": (document) => textOf(at(document, "State.Name")),
  "image-id": (document) => textOf(document["ImageId"]),
  "group-id": (document) => textOf(document["GroupId"]),
};

const passes = (document: JsonObject, filters: Json | undefined): boolean =>
  objectsIn(filters).every(({ Name, Values }) => {
    const say = said[textOf(Name)];
    if (!say) throw new Error(`The stand-in cannot filter by ${textOf(Name)}.`);
    return Array.isArray(Values) && Values.includes(say(document));
  });

const heldOf = ({ held }: Shelf, kind: string): Held[] => held.filter(({ table }) => table === tableOf(kind));

const page = (kind: string, call: Call): JsonObject | AwsError => {
  const { Filters, InstanceIds, ...input } = call.input;
  const size = input["MaxResults"];
  if (typeof size === "number" && size < 5)
    return awsError("InvalidParameterValue", `Value ( ${size} ) for parameter maxResults is invalid.`);
  if (InstanceIds !== undefined && size !== undefined)
    return awsError("InvalidParameterCombination", "The parameter instancesSet cannot be used with the parameter maxResults");
  const ids = Array.isArray(InstanceIds) ? InstanceIds : undefined;
  const all = heldOf(call.shelf, kind);
  const unknown = ids?.find((id) => !all.some(({ document }) => document["InstanceId"] === id));
  if (unknown !== undefined) return awsError("InvalidInstanceID.NotFound", `The instance ID '${textOf(unknown)}' does not exist`);
  const held = all.filter(({ document }) => passes(document, Filters) && (ids?.includes(textOf(document["InstanceId"])) ?? true));
  return listPage(tableOf(kind), { ...call.shelf, held }, input, call.manners);
};

const list =
  (kind: string): Handler =>
  (call) =>
    page(kind, call);

/** Each instance in a reservation of its own, which says whose it is. */
const describeInstances: Handler = (call) => {
  const answer = page("ec2-notebook", call);
  if (isError(answer)) return answer;
  const { "Reservations[*].Instances": instances, ...rest } = answer;
  const OwnerId = call.shelf.place.account;
  return {
    ...rest,
    Reservations: objectsIn(instances).map((one) => ({ ReservationId: `r-${textOf(one["InstanceId"])}`, OwnerId, Instances: [one] })),
  };
};

const instanceOf = ({ shelf, input, vanished }: Call): Held | AwsError => {
  const id = textOf(input["InstanceId"]);
  const found = heldOf(shelf, "ec2-notebook").find(({ document }) => document["InstanceId"] === id);
  return found && !vanished(found) ? found : awsError("InvalidInstanceID.NotFound", `The instance ID '${id}' does not exist`);
};

const describeInstanceAttribute: Handler = (call) => {
  const held = instanceOf(call);
  if (isError(held)) return held;
  return { InstanceId: held.document["InstanceId"] ?? null, UserData: held.extra["UserData"] ?? {} };
};

const describeVolumes: Handler = ({ shelf, input }) => {
  const [filter] = objectsIn(input["Filters"]);
  if (filter?.["Name"] !== "attachment.instance-id") throw new Error("The stand-in knows volumes by their instance.");
  const wanted = filter["Values"];
  const held = heldOf(shelf, "ec2-notebook").filter(
    ({ document }) => Array.isArray(wanted) && wanted.includes(document["InstanceId"] ?? null),
  );
  return { Volumes: held.flatMap(({ extra }) => objectsIn(extra["Volumes"])) };
};

const describeImages: Handler = ({ shelf, input }) => {
  const images = heldOf(shelf, "ec2-notebook").flatMap(({ document, extra }) =>
    objectsIn(extra["Images"]).map((image): JsonObject => ({ ...image, ImageId: document["ImageId"] ?? null })),
  );
  const distinct = [...new Map(images.map((image) => [image["ImageId"], image])).values()];
  return { Images: distinct.filter((image) => passes(image, input["Filters"])) };
};

const describeGroups: Handler = (call) => {
  const answer = page("security-group", call);
  if (isError(answer) || call.input["Filters"] === undefined) return answer;
  const others = heldOf(call.shelf, "ec2-notebook").flatMap(({ extra }) => objectsIn(extra["OpenGroups"]));
  return { SecurityGroups: [...objectsIn(answer["SecurityGroups"]), ...others.filter((one) => passes(one, call.input["Filters"]))] };
};

/** AWS always has one; here it keeps silent unless it was seeded, so that an estate holds what its seeds say. */
const blockPublicAccess: Handler = ({ shelf }) => heldOf(shelf, "emr-block-public-access")[0]?.document ?? {};

type Transition = { from: readonly string[]; through: string; to: string; seconds: number; answer: string };

const move =
  ({ from, through, to, seconds, answer }: Transition): Handler =>
  (call) => {
    const ids = Array.isArray(call.input["InstanceIds"]) ? call.input["InstanceIds"] : [];
    const changes: JsonObject[] = [];
    for (const InstanceId of ids) {
      const held = instanceOf({ ...call, input: { InstanceId } });
      if (isError(held)) return held;
      const before = statusOf(held);
      if (from.includes(before)) {
        call.store.move(held, through);
        if (through === "pending") held.document["LaunchTime"] = call.store.now();
        call.store.later(call.shelf, { held, to, seconds });
      }
      changes.push({ InstanceId, PreviousState: { Name: before }, CurrentState: { Name: statusOf(held) } });
    }
    return { [answer]: changes };
  };

const moveApplication =
  ({ from, through, to, seconds }: Omit<Transition, "answer">): Handler =>
  ({ shelf, store, input }) => {
    const held = heldOf(shelf, "emr-serverless-application").find(({ document }) => document["applicationId"] === input["applicationId"]);
    if (!held) return awsError("ResourceNotFoundException", "Application does not exist.", 404);
    if (!from.includes(statusOf(held))) return awsError("ValidationException", `Application is in the state ${statusOf(held)}.`);
    store.move(held, through);
    store.later(shelf, { held, to, seconds });
    return {};
  };

/** What belongs to no one resource, or is asked for in a way of its own. */
export const networkHandlers: readonly [string, Handler][] = [
  ["ec2:DescribeSubnets", list("subnet")],
  ["ec2:DescribeRouteTables", list("route-table")],
  ["ec2:DescribeVpcEndpoints", list("vpc-endpoint")],
  ["ec2:DescribeSecurityGroups", describeGroups],
  ["ec2:DescribeInstances", describeInstances],
  ["ec2:DescribeInstanceAttribute", describeInstanceAttribute],
  ["ec2:DescribeVolumes", describeVolumes],
  ["ec2:DescribeImages", describeImages],
  ["ec2:StopInstances", move({ from: ["running"], through: "stopping", to: "stopped", seconds: 60, answer: "StoppingInstances" })],
  ["ec2:StartInstances", move({ from: ["stopped"], through: "pending", to: "running", seconds: 60, answer: "StartingInstances" })],
  ["emr:GetBlockPublicAccessConfiguration", blockPublicAccess],
  ["emr-serverless:StopApplication", moveApplication({ from: ["STARTED"], through: "STOPPING", to: "STOPPED", seconds: 60 })],
  ["emr-serverless:StartApplication", moveApplication({ from: ["CREATED", "STOPPED"], through: "STARTING", to: "STARTED", seconds: 60 })],
];
