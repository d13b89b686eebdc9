import { isObject, type Json } from "../../../src/estate/json.ts";
import type { AwsError } from "../errors.ts";
import { membersOf, operationShape, rootNameOf, simpleOf, traitsOf, type Shape } from "../shapes.ts";
import { olderNames, type Answer, type Protocol } from "./protocol.ts";
import { routed } from "./rest.ts";
import { content, escaped, members, tag, xmlType } from "./xml.ts";

/** What S3 says where others throttle or break down. */
const ownNames: Readonly<Record<string, { code: string; status: number }>> = {
  ThrottlingException: { code: "SlowDown", status: 503 },
  UnrecognizedClientException: { code: "InvalidAccessKeyId", status: 403 },
  InternalFailure: { code: "InternalError", status: 500 },
};

const ok = (body: string): Answer => ({ status: 200, type: xmlType, body });

/** A part that is the whole body: text and files as they are, everything else under a name of its own. */
const payload = (name: string, shape: Shape, value: Json): Answer =>
  simpleOf(shape) === "string" || typeof value === "string" ? ok(String(value)) : ok(tag(rootNameOf(shape) ?? name, content(shape, value)));

const said = ({ type, message, status }: AwsError): { code: string; status: number; message: string } => {
  const own = ownNames[type];
  if (own) return { ...own, message };
  const older = olderNames[type];
  return { code: older ?? type, status: older === undefined ? status : 403, message };
};

/** REST with XML, as S3 speaks it. */
export const restXmlProtocol: Protocol = {
  // The stand-in changes nothing in S3, so that no body matters.
  ask: (asked) => (asked.body === "" ? routed(asked) : undefined),
  tell: ({ service, operation }, answer) => {
    const shape = operationShape(service, operation)?.output;
    const whole = [...membersOf(shape)].find(([, part]) => traitsOf(part)["httpPayload"] !== undefined);
    const value = whole && answer[whole[0]];
    if (whole && value !== undefined && value !== null) return payload(whole[0], whole[1], value);
    return ok(tag(rootNameOf(shape) ?? `${operation}Result`, isObject(answer) ? members(shape, answer) : ""));
  },
  refuse: (_, error) => {
    const { code, status, message } = said(error);
    return { status, type: xmlType, body: tag("Error", tag("Code", code) + tag("Message", escaped(message)) + tag("RequestId", "0")) };
  },
};
