import Type from "typebox";

/**
 * What GitHub code scanning demands of a SARIF file, beyond what the standard does. The standard's own schema accepts files that GitHub
 * refuses: a result without a location, a security severity that is a number, a path that is not relative.
 */
const text = Type.Object({ text: Type.String({ minLength: 1 }) });
const short = Type.Object({ text: Type.String({ minLength: 1, maxLength: 1024 }) });
const line = Type.Integer({ minimum: 1 });
const relative = Type.String({ pattern: "^(?![A-Za-z][A-Za-z0-9+.-]*:)(?!/)(?!.*(^|/)\\.\\.?(/|$))[A-Za-z0-9%._~/-]+$" });

const location = Type.Object({
  physicalLocation: Type.Object({
    artifactLocation: Type.Object({ uri: relative }),
    region: Type.Object({ startLine: line, startColumn: line, endLine: line, endColumn: line }),
  }),
});

const result = Type.Object({
  ruleId: Type.String({ minLength: 1 }),
  ruleIndex: Type.Integer({ minimum: 0 }),
  level: Type.Enum(["error", "warning", "note"]),
  kind: Type.Optional(Type.Literal("fail")),
  message: text,
  locations: Type.Array(location, { minItems: 1, maxItems: 1000 }),
  partialFingerprints: Type.Object({ primaryLocationLineHash: Type.String({ minLength: 1 }) }),
  suppressions: Type.Optional(Type.Never()),
});

const rule = Type.Object({
  id: Type.String({ minLength: 1 }),
  name: Type.String({ maxLength: 255 }),
  shortDescription: short,
  fullDescription: short,
  help: text,
  properties: Type.Object({
    tags: Type.Array(Type.String(), { maxItems: 10 }),
    "security-severity": Type.Optional(Type.String({ pattern: "^([0-9]|10)\\.[0-9]$" })),
  }),
});

const run = Type.Object({
  tool: Type.Object({ driver: Type.Object({ name: Type.Literal("sagewarden"), rules: Type.Array(rule, { maxItems: 25_000 }) }) }),
  automationDetails: Type.Object({ id: Type.String({ pattern: "^sagewarden/(live|iac)/.+/[^/]+$" }) }),
  results: Type.Array(result, { maxItems: 25_000 }),
  invocations: Type.Array(
    Type.Object({
      executionSuccessful: Type.Boolean(),
      toolExecutionNotifications: Type.Array(
        Type.Object({ level: Type.String(), message: text, descriptor: Type.Object({ id: Type.String() }) }),
      ),
    }),
    { minItems: 1 },
  ),
});

export const githubSarif = Type.Object({
  $schema: Type.String(),
  version: Type.Literal("2.1.0"),
  runs: Type.Array(run, { minItems: 1, maxItems: 20 }),
});
