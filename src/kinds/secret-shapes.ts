/** What only a credential looks like, wherever it stands, and what that is called. */
const shapes: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["an AWS access key", /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/],
  ["a token of GitHub", /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36}/],
  ["a token of GitHub", /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{40}/],
  ["a token of GitLab", /(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{20}/],
  ["a token of Slack", /(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{20}/],
  ["a token of Hugging Face", /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30}/],
  ["a token of PyPI", /(?<![A-Za-z0-9])pypi-[A-Za-z0-9_-]{50}/],
  ["a signed web token", /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10}/],
];

/** How people call what is a secret; it is the last word of the name. */
const words =
  "passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|credentials?|(?:db|user|admin|root|smtp|mail|redis|mysql|pg|postgres|auth)[_-]?(?:pass|pwd)";

/** Where a credential is given in clear: the name, if there is one, is the first group, and the value is the last. */
const places: readonly RegExp[] = [
  // PASSWORD=…, "api_key": "…", aws_secret_access_key = …
  new RegExp(`(?<![A-Za-z0-9])["']?([A-Za-z0-9_.-]*(?:${words}))["']?\\s*(?:=|:\\s)\\s*("[^"]*"|'[^']*'|[^\\s;&|,)]+)`, "gi"),
  // --password …, --token=…
  /(?<!\S)--?((?:[a-z]+-)*(?:password|passwd|token|secret|api-key|access-key))[\s=]+("[^"]*"|'[^']*'|[^\s;&|,)]+)/gi,
  // https://NAME:PASSWORD@host
  /()[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"]*:([^\s/@'"]+)@/gi,
  // curl -u NAME:PASSWORD
  /()\bcurl\b[^\n|;]*?\s(?:-u|--user)[\s=]+["']?[^\s:"']+:([^\s"']+)/g,
  // Authorization: Bearer …
  /()\bAuthorization:\s*(?:Bearer|Basic|token)\s+([^\s"']+)/gi,
];

/** Of language models: the pieces that text is cut into, of which some have a part to play. */
const pieces =
  /(?:^|[_.-])(?:pad|eos|bos|unk|mask|cls|sep|stop|start|end|special|image|video|audio|separator|delimiter|blank|oov|first|last|next|prefix|suffix|placeholder|initializer|trigger|instance|class)[_.-]?token$/i;

const placeholder =
  /^$|[$`<>*]|\{\{|^(?:true|false|yes|no|none|null|undefined|required|optional|enabled|disabled|auto|default|read|write|stdin|prompt)$|^\d{1,5}$|example|placeholder|change.?me|dummy|redacted|your[_-]|^x{3,}$|^\.{3}|^(?:arn:|\/|\.{1,2}\/|~|https?:|s3:|ssm:|file:|os\.|getpass|%)|\(/i;

const isGiven = (value: string): boolean => {
  const bare = value.replace(/^(["'])(.*)\1$/s, "$2").trim();
  return bare.length >= 6 && !placeholder.test(bare);
};

/** What in a text looks like a credential wherever it stands, by its shape alone; undefined: nothing. */
export const secretShape = (text: string): string | undefined =>
  /EXAMPLE/.test(text) ? undefined : shapes.find(([, shape]) => shape.test(text))?.[0];

/** Whether a line gives a credential in clear. */
export const givesSecret = (line: string): boolean =>
  places.some((place) => [...line.matchAll(place)].some(([, name = "", value = ""]) => !pieces.test(name) && isGiven(value)));

const secretName = new RegExp(`(?:${words})$`, "i");
/** The name of another variable, or of an entry in a store of secrets: where the secret lies, not what it is. */
const elsewhere = /^[A-Z]+(?:_[A-Z0-9]+)+$|^[\w.+=@-]+(?:\/[\w.+=@-]+)+$/;

/** What a variable of this name and value looks like, if like a secret. */
export const secretVariable = (name: string, value: string): string | undefined => {
  const shape = secretShape(value);
  if (shape !== undefined) return shape;
  const isReference = elsewhere.test(value) && (/secret$/i.test(name) || /^[A-Z_0-9]+$/.test(value));
  if (secretName.test(name) && !pieces.test(name) && !isReference && isGiven(value)) return "a secret by its name";
  return value.split(/\r?\n/).some(givesSecret) ? "a secret within it" : undefined;
};
