/** What a script says of the EMR cluster that it attaches its notebook to. */
export type Marks = {
  /** Ids (`j-…`) and addresses of primary nodes, in normal form. */
  named: ReadonlySet<string>;
  /** Signs of a cluster that cannot be read: an address that only exists when the script runs. */
  unclear: readonly string[];
};

const clusterId = /^j-[0-9A-Z]{10,}$/;
export const isClusterId = (name: string): boolean => clusterId.test(name);

/** `ip-10-0-1-5.ec2.internal` and `ec2-198-51-100-7.….amazonaws.com` are their addresses; all else is a name. */
export const normalAddress = (host: string): string => {
  const [, ...parts] = /^(?:ip|ec2)-(\d+)-(\d+)-(\d+)-(\d+)(?:\.|$)/i.exec(host) ?? [];
  return parts.length === 4 ? parts.join(".") : host.toLowerCase().replace(/\.$/, "");
};

const here = new Set(["localhost", "127.0.0.1", "0.0.0.0", "::1"]);

/** Comments attach nothing, and what lies in a bucket (logs of a cluster, a copied setting) says nothing about this notebook. */
const effectiveText = (script: string): string => script.replaceAll(/^[ \t]*#.*$/gm, "").replaceAll(/\bs3[an]?:\/\/[^\s"']+/g, "s3");

const value = String.raw`(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;&|"',)]*))`;
const assignments = new RegExp(String.raw`(?<![\w$\{])([A-Za-z_]\w*)=${value}`, "g");
const clusterVariables = new RegExp(
  String.raw`(?<![\w$\{])(?:EMR_(?:MASTER|PRIMARY|HOST|IP|DNS|ENDPOINT|URL|LIVY|SERVER|CLUSTER_ID)|LIVY_(?:HOST|IP|DNS|ENDPOINT|URL|SERVER|ADDRESS))\w*["']?\s*[=:](?!=)\s*${value}`,
  "g",
);
const livyUrls = /https?:\/\/([^\s"'/\\]+):8998\b/g;
const sparkmagicUrls = /"url"\s*:\s*"https?:\/\/([^"\n/]+)/g;
const ids = /(?<![\w-])j-[0-9A-Z]{10,}(?!\w)/g;

const groups = (text: string, pattern: RegExp): string[][] =>
  [...text.matchAll(pattern)].map(([, ...found]) => found.map((part) => part ?? ""));
const firsts = (text: string, pattern: RegExp): string[] => groups(text, pattern).map((parts) => parts.find((part) => part !== "") ?? "");

const variablesOf = (text: string): Map<string, Set<string>> => {
  const variables = new Map<string, Set<string>>();
  for (const [name = "", ...values] of groups(text, assignments)) {
    const known = variables.get(name) ?? new Set();
    variables.set(name, known.add(values.find((part) => part !== "") ?? ""));
  }
  return variables;
};

/** Puts in variables that have one value; a few rounds, as they may be made of each other. */
const expand = (text: string, variables: ReadonlyMap<string, ReadonlySet<string>>): string => {
  let expanded = text;
  for (let round = 0; round < 3; round++) {
    expanded = expanded.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (all, braced?: string, bare?: string) => {
      const [only = all, ...others] = variables.get(braced ?? bare ?? "") ?? [];
      return others.length === 0 ? only : all;
    });
  }
  return expanded;
};

/** The host of a URL, of `host:port`, or the host itself. Credentials are dropped here: nothing of them may be shown. */
const hostOf = (text: string): string =>
  text
    .replace(/^\w+:\/\//, "")
    .replace(/[/?#].*$/, "")
    .replace(/^.*@/, "")
    .replace(/:\d+$/, "");

const isHost = (text: string): boolean => /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?$/i.test(text);

export const marksOf = (script: string): Marks => {
  const text = effectiveText(script);
  const variables = variablesOf(text);
  const sparkmagic = /sparkmagic|kernel_\w+_credentials/.test(text);
  const said = [...firsts(text, clusterVariables), ...firsts(text, livyUrls), ...(sparkmagic ? firsts(text, sparkmagicUrls) : [])]
    .filter((raw) => raw !== "")
    .map((raw) => hostOf(expand(raw, variables)));
  const foreign = said.filter((host) => !here.has(host.toLowerCase()));
  const named = [...foreign.filter(isHost).map((host) => (isClusterId(host) ? host : normalAddress(host))), ...(text.match(ids) ?? [])];
  const unclear = foreign.some((host) => !isHost(host)) ? ["the script finds the cluster's address only when it runs"] : [];
  const silent = named.length + unclear.length === 0;
  if (silent && /\.sparkmagic\//.test(text)) unclear.push("the script sets up sparkmagic without naming the cluster");
  if (silent && /\bEMR_CLUSTER\w*["']?\s*[=:](?!=)/.test(text)) unclear.push("the script names a cluster, but by no address and no id");
  return { named: new Set(named), unclear };
};

/** A configuration may carry the cluster in its own name: `emr-ip-10-0-1-17`. */
export const marksOfName = (name: string): string[] => [
  ...(name.match(/(?<![a-z0-9])ip(?:-\d{1,3}){4}(?!\d)/gi) ?? []).map(normalAddress),
  ...(name.match(ids) ?? []),
];
