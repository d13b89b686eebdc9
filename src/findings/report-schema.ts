import Type from "typebox";
import { cellStates, phases } from "../estate/cell.ts";
import { sources } from "../estate/estate.ts";
import type { JsonObject } from "../estate/json.ts";
import { fixabilities, severities } from "../evaluate/rule.ts";
import { verdictWords } from "../evaluate/verdict.ts";
import { reportFormat } from "./report.ts";

/** The published JSON Schema of a report. test/findings/report-schema.test.ts holds that it says the same as the type. */
const closed = { additionalProperties: false };
const text = Type.String();
const textOrNull = Type.Union([Type.String(), Type.Null()]);
const amount = Type.Integer({ minimum: 0 });
const line = Type.Integer({ minimum: 1 });
const instant = Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$", description: "RFC 3339, UTC" });
const json = Type.Unsafe<JsonObject>({ type: "object" });
const severity = Type.Enum([...severities]);
const word = Type.Enum([...verdictWords]);

const position = Type.Object({ file: text, line, column: line, endLine: Type.Optional(line) }, closed);

const cell = Type.Object(
  {
    account: text,
    region: text,
    kind: text,
    phase: Type.Enum([...phases]),
    state: Type.Enum([...cellStates]),
    seen: amount,
    detail: Type.Optional(text),
  },
  closed,
);

const evidence = Type.Object(
  {
    path: Type.Array(Type.Union([Type.String(), Type.Number()])),
    key: Type.String({ description: "The path with element keys in place of indices" }),
    value: text,
  },
  closed,
);

const open = Type.Object({ path: Type.Array(text), reason: text, detail: text }, closed);

const waiver = Type.Object({ id: text, reason: text, owner: text, expires: text, origin: text }, closed);

const finding = Type.Object(
  {
    fingerprint: Type.String({ pattern: "^[0-9a-f]{64}$", description: "Stable over scans" }),
    rule: text,
    verdict: Type.Enum(["fail", "unknown", "exempt"]),
    severity,
    resource: Type.String({ description: "The id of an entry in `resources`" }),
    title: text,
    message: text,
    evidence: Type.Array(evidence),
    open: Type.Array(open),
    facts: json,
    position: Type.Optional(position),
    waiver: Type.Optional(waiver),
  },
  closed,
);

const resource = Type.Object(
  {
    id: text,
    kind: text,
    name: text,
    arn: textOrNull,
    account: text,
    region: text,
    createdAt: textOrNull,
    modifiedAt: textOrNull,
    state: textOrNull,
    project: textOrNull,
    user: textOrNull,
    position: Type.Optional(position),
    verdicts: Type.Record(text, word),
  },
  closed,
);

const counts = Type.Object({ fail: amount, unknown: amount, exempt: amount, pass: amount, "not-applicable": amount }, closed);

const fix = Type.Object(
  { console: Type.Optional(text), cli: Type.Optional(text), terraform: Type.Optional(text), cloudformation: Type.Optional(text) },
  closed,
);

const rule = Type.Object(
  {
    id: text,
    title: text,
    family: text,
    kinds: Type.Array(text),
    severity,
    why: text,
    fix,
    fixable: Type.Enum([...fixabilities]),
    controls: Type.Optional(Type.Record(text, Type.Array(text))),
    remedy: Type.Optional(Type.Union([text, Type.Array(text)])),
    given: Type.Optional(Type.Record(text, text)),
    parameters: json,
    counts,
  },
  closed,
);

const notice = Type.Object(
  { level: Type.Enum(["error", "warning", "note"]), code: text, message: text, where: Type.Optional(text) },
  closed,
);

const summary = Type.Object(
  {
    resources: amount,
    verdicts: counts,
    severities: Type.Object({ critical: amount, high: amount, medium: amount, low: amount, info: amount }, closed),
    cells: Type.Object({ total: amount, complete: amount, gaps: amount }, closed),
  },
  closed,
);

export const reportSchema = Type.Object(
  {
    format: Type.Literal(reportFormat),
    tool: Type.Object({ name: Type.Literal("sagewarden"), version: text, policy: text }, closed),
    source: Type.Enum([...sources]),
    target: text,
    now: instant,
    collectedAt: textOrNull,
    profile: text,
    summary,
    findings: Type.Array(finding),
    resources: Type.Array(resource),
    rules: Type.Array(rule),
    coverage: Type.Array(cell),
    notices: Type.Array(notice),
    calls: Type.Optional(Type.Record(text, amount)),
  },
  { $schema: "https://json-schema.org/draft/2020-12/schema", title: "Sagewarden report", ...closed },
);
