/** What only a credential looks like, wherever it stands. */
const shapes: readonly RegExp[] = [
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36}/,
  /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{40}/,
  /(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{20}/,
  /(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{20}/,
  /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30}/,
  /(?<![A-Za-z0-9])pypi-[A-Za-z0-9_-]{50}/,
  /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10}/,
];

/** Where a credential is given in clear: the value is the last group. */
const places: readonly RegExp[] = [
  // PASSWORD=…, "api_key": "…", aws_secret_access_key = …
  /(?<![A-Za-z0-9])["']?([A-Za-z0-9_.-]*(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?))["']?\s*(?:=|:\s)\s*("[^"]*"|'[^']*'|[^\s;&|,)]+)/gi,
  // --password …, --token=…
  /(?<!\S)--?((?:[a-z]+-)*(?:password|passwd|token|secret|api-key|access-key))[\s=]+("[^"]*"|'[^']*'|[^\s;&|,)]+)/gi,
  // https://NAME:PASSWORD@host
  /()[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"]*:([^\s/@'"]+)@/gi,
  // curl -u NAME:PASSWORD
  /()\bcurl\b[^\n|;]*?\s(?:-u|--user)[\s=]+["']?[^\s:"']+:([^\s"']+)/g,
  // Authorization: Bearer …
  /()\bAuthorization:\s*(?:Bearer|Basic|token)\s+([^\s"']+)/gi,
];

/** What a name with such a word in it says that the value is not: where the secret lies, how long it lasts. */
const elsewhere =
  /(?:_|-|\.)(?:file|path|name|arn|id|uri|url|ttl|dir|length|type|policy|count|expir\w*|header|rotation|version|region|required|hosts?)$/i;

const placeholder =
  /^$|[$`<>*]|\{\{|^(?:true|false|yes|no|none|null|undefined|required|optional|enabled|disabled|auto|default|read|write|stdin|prompt)$|^\d{1,5}$|example|placeholder|change.?me|dummy|redacted|your[_-]|^x{3,}$|^\.{3}|^(?:arn:|\/|\.{1,2}\/|~|https?:|s3:|ssm:|file:|os\.|getpass|%)|\(/i;

const isGiven = (value: string): boolean => {
  const bare = value.replace(/^(["'])(.*)\1$/s, "$2").trim();
  return bare.length >= 6 && !placeholder.test(bare);
};

const isComment = (line: string): boolean => /^\s*#/.test(line);

const holdsSecret = (line: string): boolean => {
  if (shapes.some((shape) => shape.test(line) && !/EXAMPLE/.test(line))) return true;
  if (isComment(line)) return false;
  return places.some((place) => [...line.matchAll(place)].some(([, name = "", value = ""]) => !elsewhere.test(name) && isGiven(value)));
};

/** The lines of a script, comments and files within it included, on which a credential stands in clear. */
export const secretLines = (script: string): number[] =>
  script.split(/\r?\n/).flatMap((line, index) => (holdsSecret(line) ? [index + 1] : []));
