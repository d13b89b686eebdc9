import type { Resource } from "../estate/estate.ts";
import { isObject, type Json } from "../estate/json.ts";
import type { Recognised } from "./kind.ts";

type Seen = Pick<Resource, "config" | "unknown">;

const textOf = ({ config }: Seen, field: string): string => {
  const value = config[field];
  return typeof value === "string" ? value : "";
};
const isHidden = ({ unknown }: Seen, field: string): boolean =>
  Object.keys(unknown).some((pointer) => pointer === `/${field}` || pointer.startsWith(`/${field}/`));

const tagsOf = ({ config: { tags } }: Seen): [string, string][] =>
  isObject(tags)
    ? Object.entries(tags).flatMap(([key, value]): [string, string][] => (typeof value === "string" ? [[key, value]] : []))
    : [];

const naming = /jupyter|(?:^|[^a-z])notebooks?(?:[^a-z]|$)/i;
/** Tags whose value says what an instance is; what others say may be about anything. */
const describing = /^(?:name|app|application|component|purpose|role|service|tool|type|usage|workload)$/i;
const denying = /^(?:false|no|none|off|0)$/i;

const namingTag = (seen: Seen): string[] =>
  tagsOf(seen)
    .filter(([key, value]) => !key.startsWith("aws:") && !denying.test(value))
    .filter(([key, value]) => naming.test(key) || (describing.test(key) && naming.test(value)))
    .map(([key]) => `the tag ${key} names a notebook`);

/** The platform's own, which it sets together. */
const platformTags = (seen: Seen): string[] => {
  const tags = new Map(tagsOf(seen));
  const isOurs = tags.get("system")?.toLowerCase() === "mlspace" && tags.has("project") && tags.has("user");
  return isOurs ? ["it bears the platform's tags project, user and system"] : [];
};

/** Nodes of something else, which tags them as it is tagged itself. */
const managed =
  /^(?:aws:(?:elasticmapreduce|batch|eks|ecs|sagemaker|cloud9):|eks:|kubernetes\.io\/cluster\/|k8s\.io\/|karpenter\.sh\/|parallelcluster:)/;
const isNode = (seen: Seen): boolean => tagsOf(seen).some(([key]) => managed.test(key));
/** What a group starts and replaces is rarely what somebody works in. */
const inGroup = (seen: Seen): boolean => tagsOf(seen).some(([key]) => key === "aws:autoscaling:groupName");

const installs = /\b(?:pip3?|conda|mamba|uv|apt|apt-get|yum|dnf)\b[^|]*\b(?:install|add)\b/;
const starts = /\bjupyter[ -](?:lab|notebook|server)\b|\bjupyterhub\b|\bsystemctl\b.*\bjupyter|\bdocker\b.*\brun\b.*\bjupyter/;

const startsJupyter = (seen: Seen): string[] => {
  const commands = textOf(seen, "userData")
    .split("\n")
    .filter((line) => !line.trimStart().startsWith("#"))
    .flatMap((line) => line.split(/&&|;/));
  return commands.some((command) => starts.test(command) && !installs.test(command)) ? ["its user data starts Jupyter"] : [];
};

const deepLearning = /deep[ _-]?learning|(?:^|[^a-z])dlami(?:[^a-z]|$)/i;
const accelerated = /^(?:p\d|g\d|gr\d|inf\d|trn\d|dl\d)/;

const image = (seen: Seen): string[] =>
  deepLearning.test(textOf(seen, "imageName")) ? [`its image is for deep learning: ${textOf(seen, "imageName").slice(0, 80)}`] : [];
const port = ({ config }: Seen): string[] => (config["opensNotebookPort"] === true ? ["a group of it opens port 8888"] : []);
const family = (seen: Seen): string[] =>
  accelerated.test(textOf(seen, "instanceType")) ? [`its type is accelerated: ${textOf(seen, "instanceType")}`] : [];

const isAbsent = (value: Json | undefined): boolean => value === undefined || value === null;

/** Of what alone proves nothing, this much together does. */
const isEnough = (seen: Seen, found: { image: boolean; port: boolean; family: boolean }): boolean => {
  if (inGroup(seen)) return false;
  return found.image ? found.port || found.family || !isAbsent(seen.config["keyName"]) : found.port && found.family;
};

/**
 * What speaks for an instance being somebody's self-managed notebook. A tag that names one, the platform's tags, or user data that starts
 * Jupyter suffice alone. An image for deep learning does with an accelerated type, an open port 8888 or a key pair to log in by; an
 * open port 8888 with an accelerated type. Less than that is left open, and what nothing speaks for is an ordinary instance.
 */
export const notebookEvidence = (seen: Seen): Recognised => {
  if (isNode(seen)) return { is: "none", evidence: [] };
  const strong = [...namingTag(seen), ...platformTags(seen), ...startsJupyter(seen)];
  const [images, ports, families] = [image(seen), port(seen), family(seen)];
  const evidence = [...strong, ...images, ...ports, ...families];
  const found = { image: images.length > 0, port: ports.length > 0, family: families.length > 0 };
  if (strong.length > 0 || isEnough(seen, found)) return { is: "one", evidence };
  const mayBeMarked = isHidden(seen, "tags") || (isHidden(seen, "imageName") && !isAbsent(seen.config["keyName"]));
  return { is: evidence.length > 0 || mayBeMarked ? "unsure" : "none", evidence };
};
