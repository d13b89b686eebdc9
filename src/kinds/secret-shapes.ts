/** What only a credential looks like, wherever it stands, and what that is called. */
const shapes: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["an AWS access key", /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g],
  ["a token of AWS", /(?<![A-Za-z0-9])(?:IQoJb3JpZ2lu|FwoGZXIvYXdz)[A-Za-z0-9/+=%]{80}/g],
  ["a token of AWS", /(?<![A-Za-z0-9])(?:ABSK[A-Za-z0-9+/]{100}|bedrock-api-key-[A-Za-z0-9+/=]{40})/g],
  ["a private key", /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g],
  ["a token of GitHub", /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36}/g],
  ["a token of GitHub", /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{40}/g],
  ["a token of GitLab", /(?<![A-Za-z0-9])(?:glpat|gldt|glrt|glsoat|glcbt|glft|glagent)-[A-Za-z0-9_-]{20}/g],
  ["a token of GitLab", /(?<![A-Za-z0-9])glptt-[0-9a-f]{40}/g],
  ["a token of Slack", /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{20}/g],
  ["a token of Slack", /(?<![A-Za-z0-9])xapp-\d-[A-Z0-9]{8,20}-\d{8,20}-[a-z0-9]{30}/g],
  ["a token of Hugging Face", /(?<![A-Za-z0-9])(?:hf_|api_org_)[A-Za-z0-9]{30}/g],
  ["a token of PyPI", /(?<![A-Za-z0-9])pypi-[A-Za-z0-9_-]{50}/g],
  ["a token of Anthropic", /(?<![A-Za-z0-9])sk-ant-[a-z0-9]{3,10}-[A-Za-z0-9_-]{32}/g],
  ["a token of OpenAI", /(?<![A-Za-z0-9])sk-(?=[A-Za-z_-]{0,120}[0-9])[A-Za-z0-9_-]{32}/g],
  ["a token of Groq", /(?<![A-Za-z0-9])gsk_[A-Za-z0-9]{48}/g],
  ["a token of Replicate", /(?<![A-Za-z0-9])r8_[A-Za-z0-9]{37}(?![A-Za-z0-9])/g],
  ["a token of LangSmith", /(?<![A-Za-z0-9])lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/g],
  ["a token of Stripe", /(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{20}/g],
  ["a token of Google", /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/g],
  ["a token of Slack", /hooks\.slack\.com\/services\/T[A-Z0-9]{1,20}\/B[A-Z0-9]{1,20}\/[A-Za-z0-9]{16}/g],
  ["a token of Azure", /AccountKey=[A-Za-z0-9+/]{86}==/g],
  ["a token of Databricks", /(?<![A-Za-z0-9])dapi[0-9a-f]{32}/g],
  ["a token of npm", /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/g],
  ["a token of Docker", /(?<![A-Za-z0-9])dckr_(?:pat|oat)_[A-Za-z0-9_-]{27}/g],
  ["a token of SendGrid", /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/g],
  ["a token of DigitalOcean", /(?<![A-Za-z0-9])do[opr]_v1_[0-9a-f]{64}/g],
  ["a token of Vault", /(?<![A-Za-z0-9])hv[sb]\.[A-Za-z0-9_-]{90}/g],
  ["a token of Terraform", /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60}/g],
  ["a token of Grafana", /(?<![A-Za-z0-9])glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}/g],
  ["a token of Anaconda", /conda[^\s/]{0,60}\/t\/[a-z]{2}-[0-9a-f-]{30}/g],
  ["a signed web token", /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10}/g],
];

/** How people call what is a secret; it is the last word of the name. */
const words =
  "passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|kaggle[_-]?key|account[_-]?key|encryption[_-]?key|credentials?|(?:db|user|admin|root|smtp|mail|redis|mysql|pg|postgres|auth)[_-]?(?:pass|pwd)";

const word = String.raw`("[^"]*"|'[^']*'|[^\s;&|,)]+)`;

/** Where a credential is given in clear: the name, if there is one, is the first group, and the value is the last. */
const places: readonly RegExp[] = [
  // PASSWORD=…, "api_key": "…", {"token":"…"}, aws_secret_access_key = …
  new RegExp(`(?<![A-Za-z0-9_.-])["']?([A-Za-z0-9_.-]{0,80}?(?:${words}))["']?\\s{0,20}(?:=|:\\s|(?<=["']):(?=["']))\\s*${word}`, "gi"),
  // --password …, --token=…, --api_key …
  new RegExp(`(?<!\\S)--?((?:[a-z]{1,20}[_-]){0,5}(?:password|passwd|token|secret|api[_-]key|access[_-]key))[\\s=]+${word}`, "gi"),
  // https://NAME:PASSWORD@host
  /()(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@'"]{0,200}:([^\s/@'"]{1,500})@/gi,
  // https://TOKEN@host
  /()\bhttps?:\/\/((?=[A-Za-z_-]{0,100}[0-9])[A-Za-z0-9_-]{20,500})@/g,
  // aws configure set aws_secret_access_key …; setenv DB_PASSWORD …
  new RegExp(`\\baws\\s+configure\\s+set\\s+\\S{0,80}?(aws_secret_access_key|aws_session_token)\\s+${word}`, "g"),
  new RegExp(`\\bsetenv\\s+(\\w{0,80}?(?:${words}))\\s+${word}`, "gi"),
  // mysql -p…, sshpass -p …, docker login -p …
  new RegExp(`()\\b(?:mysql|mysqldump|mysqladmin|mariadb)\\b[^\\n|;]{0,400}?\\s-p${word}`, "g"),
  new RegExp(`()\\bsshpass\\s+-p\\s*${word}`, "g"),
  new RegExp(`()\\b(?:docker|podman|skopeo|buildah|nerdctl|helm)\\b[^\\n|;]{0,60}?\\blogin\\b[^\\n|;]{0,200}?\\s-p[\\s=]*${word}`, "g"),
  new RegExp(`()\\b(?:wandb|huggingface-cli|hf\\s+auth)\\s+login\\s+(?:--relogin\\s+)?([A-Za-z0-9_]{20,})`, "g"),
  // echo NAME:PASSWORD | chpasswd; echo PASSWORD | passwd --stdin NAME; machine … login NAME password …
  /()\becho\s+["']?[\w.-]+:([^\s"']+)["']?\s*\|\s*(?:sudo\s+)?chpasswd\b/g,
  /()\becho\s+["']?([^\s"'|]+)["']?\s*\|\s*(?:sudo\s+)?passwd\s+--stdin\b/g,
  /()\blogin\s+\S+\s+password\s+(\S+)/gi,
  // curl -u NAME:PASSWORD
  /()\bcurl\b[^\n|;]{0,600}?\s(?:-u|--user)[\s=]+["']?[^\s:"']+:([^\s"']+)/g,
  // {"username":"…","key":"…"}, as Kaggle has it
  /()"key"\s{0,5}:\s{0,5}"([0-9a-f]{32})"/g,
  // Server=…;Uid=…;Pwd=…
  /();\s{0,5}pwd=([^;\s"']+)/gi,
  // Authorization: Bearer …
  /()\bAuthorization:\s*(?:Bearer|Basic|token)\s+([^\s"']+)/gi,
];

/** Of language models: the pieces that text is cut into, of which some have a part to play. */
const pieces =
  /(?:^|[_.-])(?:pad|eos|bos|unk|mask|cls|sep|stop|start|end|special|image|video|audio|separator|delimiter|blank|oov|first|last|next|prefix|suffix|placeholder|initializer|trigger|instance|class)[_.-]?token$/i;

/** The name of a host, a file by its path, the name of a type: where something is, and no secret. */
const names =
  /^(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|ai|co|cloud|local|internal|lan)$|^[\w.-]+(?:\/[\w.-]+)+\.[a-z]{2,5}$|^(?:str|string|number|integer|boolean|bytes|object|secretstr)$/i;

/** What stands where a program in another language would say where the secret comes from. */
const expression = /^[A-Za-z_][\w.]*\[|^[a-z_]\w*(?:\.[A-Za-z_]\w*)+\.?$/;

const placeholder =
  /^$|[$`<>*]|\{\{|^(?:true|false|yes|no|none|null|undefined|required|optional|enabled|disabled|auto|default|read|write|stdin|prompt)$|^\d{1,5}$|example|placeholder|change.?me|dummy|redacted|your[_-]|replace[_-]?(?:me|with|this)|fix.?me|^(?:todo|tbd|insert[_-]|not[_-]?(?:set|used|needed)|unset$|unused$)|^x{3,}|^#?\{.*\}$|^\[.*\]$|^__.*__$|^@@|^\.{3}|^(?:arn:|\/|\.{1,2}\/|~|[a-z][a-z0-9+-]*:\/\/|s3:|ssm:|file:|env:|vault:|secretsmanager:|os\.|getpass|%)|\(/i;

const isGiven = (text: string): boolean => {
  // What a backslash stands before is itself, and no variable; and so is a dollar within single quotes, unless all of it is one.
  const plain = /^'[^']*[^'$][$][^{('][^']*'$/.test(text) ? text.replaceAll("$", "") : text;
  const bare = plain
    .replace(/^(["'])(.*)\1$/s, "$2")
    .replaceAll(/\\[$`]/g, "")
    .trim();
  return bare.length >= 6 && !placeholder.test(bare) && !names.test(bare);
};

/** What in a text looks like a credential wherever it stands, by its shape alone; undefined: nothing. */
export const secretShape = (text: string): string | undefined =>
  shapes.find(([, shape]) => [...text.matchAll(shape)].some(([found]) => !found.includes("EXAMPLE")))?.[0];

/** The name of another variable, or of an entry in a store of secrets: where the secret lies, not what it is. */
const elsewhere = /^[A-Z]+(?:_[A-Z0-9]+)+$|^[\w.+=@-]+(?:\/[\w.+=@-]+)+$/;
const isNamedIn = (name: string, text: string): boolean => /secret$/i.test(name) && elsewhere.test(text.replaceAll(/["']/g, ""));

/** `password = answer["password"]`, `connect(token=token)`: a value that a program takes from elsewhere. */
const isCode = (name: string, text: string): boolean =>
  expression.test(text) || (/^[a-z_]+$/.test(text) && (name === text || text.startsWith(`${name}_`)));

/** Whether a line gives a credential in clear. */
export const givesSecret = (line: string): boolean =>
  places.some((place) =>
    [...line.matchAll(place)].some(
      ([, name = "", text = ""]) => !pieces.test(name) && !isNamedIn(name, text) && !isCode(name, text) && isGiven(text),
    ),
  );

const secretName = new RegExp(`(?:${words})$`, "i");

/** What a variable of this name and value looks like, if like a secret. */
export const secretVariable = (name: string, value: string): string | undefined => {
  const shape = secretShape(value);
  if (shape !== undefined) return shape;
  const isReference = elsewhere.test(value) && (/secret$/i.test(name) || /^[A-Z_0-9]+$/.test(value));
  if (secretName.test(name) && !pieces.test(name) && !isReference && isGiven(value)) return "a secret by its name";
  return value.split(/\r?\n/).some(givesSecret) ? "a secret within it" : undefined;
};
