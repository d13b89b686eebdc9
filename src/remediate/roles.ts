/** What acting on a resource comes to, as far as the question is who may. */
export const rights = ["start", "stop", "update", "delete", "govern", "settle"] as const;
export type Right = (typeof rights)[number];

/** In which capacity somebody acts on a resource. */
export const roles = ["owner", "project-owner", "administrator", "platform"] as const;
export type Role = (typeof roles)[number];

/**
 * Who may do what. Starting is the owner's alone: only they know what their notebook will do, and they answer for its cost. The
 * platform is the workflow that runs unattended; it stops what a standing approval names, and nothing else. What holds for the whole
 * account is nobody's own, and changes what everybody can start: it is the administrators' alone.
 */
export const mayBeDoneBy: Readonly<Record<Right, readonly Role[]>> = {
  start: ["owner"],
  stop: ["owner", "project-owner", "administrator", "platform"],
  update: ["owner", "project-owner", "administrator"],
  delete: ["owner", "project-owner", "administrator"],
  govern: ["administrator"],
  // It lets others act again on what nobody can look at: somebody answers for that, and nothing that runs unattended.
  settle: ["owner", "project-owner", "administrator"],
};

/** The right that a verb needs. A verb that is not here is nobody's. */
const rightOf: Readonly<Record<string, Right>> = {
  start: "start",
  restore: "start",
  stop: "stop",
  "release-warm-pool": "stop",
  // To announce an act changes nothing yet: the act itself asks for its own right when it is due.
  mark: "stop",
  unmark: "stop",
  "write-off": "settle",
  delete: "delete",
  "disable-root": "update",
  "enable-root": "update",
  "require-imdsv2": "update",
  "allow-imdsv1": "update",
  "set-lifecycle-config": "update",
  "detach-lifecycle-config": "update",
  "set-platform": "update",
  "set-role": "update",
  resize: "update",
  "enable-lab-idle-stop": "update",
  "disable-lab-idle-stop": "update",
  "enable-editor-idle-stop": "update",
  "disable-editor-idle-stop": "update",
  "enable-shared-idle-stop": "update",
  "disable-shared-idle-stop": "update",
  "set-lab-idle-time": "update",
  "set-editor-idle-time": "update",
  "set-auto-termination": "update",
  "remove-auto-termination": "update",
  "add-tags": "update",
  "remove-tags": "update",
  protect: "update",
  // It is half of a deletion.
  unprotect: "delete",
  "put-block-public-access": "govern",
  "lift-block-public-access": "govern",
  "renew-block-public-access": "govern",
};

/** Verbs by the right that they need, for the docs and the tests. */
export const rightsOfVerbs: ReadonlyMap<string, Right> = new Map(Object.entries(rightOf));

/** Who is who in AWS. */
export type Identities = {
  /** User names of the projects map, and the principals that are theirs alone. */
  people: Readonly<Record<string, readonly string[]>>;
  /** Roles whose trust policy lets a session be named only by its user: there the session's name is the user's. */
  sessionRoles: readonly string[];
  /** The principals under which the workflow runs unattended. */
  platform: readonly string[];
};

export type People = {
  projects: readonly { name: string; owner: string; members: readonly string[] }[] | null;
  administrators: readonly string[];
  identities: Identities;
  /** Whether the platform may start what it stopped. */
  platformMayStart: boolean;
};

export type Caller = { type: "person"; user: string } | { type: "platform" };

type Session = { role: string; name: string };

/** `arn:aws:sts::1:assumed-role/ROLE/SESSION` as its role's ARN (without the role's path, which STS leaves out) and the session. */
const sessionOf = (arn: string): Session | undefined => {
  const [, partition, account, role, name] = /^arn:([^:]*):sts::(\d{12}):assumed-role\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
  return partition && account && role && name ? { role: `arn:${partition}:iam::${account}:role/${role}`, name } : undefined;
};

/** A principal is named whole; a role without a session is all of its sessions. */
const isOneOf = (arn: string, principals: readonly string[]): boolean => {
  const session = sessionOf(arn);
  return principals.includes(arn) || (session !== undefined && principals.includes(session.role));
};

const isKnown = (user: string, { projects, administrators }: People): boolean =>
  administrators.includes(user) || (projects ?? []).some(({ owner, members }) => owner === user || members.includes(user));

/** Everyone that an ARN may stand for. */
const candidates = (arn: string, { identities }: People): Caller[] => {
  const named = Object.entries(identities.people).flatMap(([user, principals]) => (isOneOf(arn, principals) ? [user] : []));
  const session = sessionOf(arn);
  const bySession = session && identities.sessionRoles.includes(session.role) ? [session.name] : [];
  const people = [...new Set([...named, ...bySession])].map((user): Caller => ({ type: "person", user }));
  return isOneOf(arn, identities.platform) ? [...people, { type: "platform" }] : people;
};

/** Who calls, as the projects map knows them; or why nobody can say. An ARN that stands for two is nobody. */
export const callerOf = (arn: string, people: People): Caller | string => {
  const [caller, other] = candidates(arn, people);
  if (!caller) return `${arn} is nobody that the configuration's identities name`;
  if (other) return `${arn} stands for more than one in the configuration's identities`;
  return caller.type === "platform" || isKnown(caller.user, people) ? caller : `${caller.user} is in no project and no administrator`;
};

export type Asked = { verb: string; project: string | null; user: string | null };
/** Why whoever calls in that account may not do this there, or undefined. */
export type MayNot = (asked: Asked & { account: string }) => string | undefined;

const rolesOf = (caller: Caller, { project, user }: Asked, { projects, administrators }: People): Role[] => {
  if (caller.type === "platform") return ["platform"];
  const owner = projects?.find(({ name }) => name === project)?.owner;
  const held: [Role, boolean][] = [
    ["owner", caller.user === user],
    ["project-owner", caller.user === owner],
    ["administrator", administrators.includes(caller.user)],
  ];
  return held.flatMap(([role, holds]) => (holds ? [role] : []));
};

/** Who may object to what a mark announces. */
const mayObjectAs: readonly Role[] = ["owner", "project-owner", "administrator"];

export const mayObject = (user: string, asked: Omit<Asked, "verb">, people: People): boolean =>
  rolesOf({ type: "person", user }, { ...asked, verb: "" }, people).some((role) => mayObjectAs.includes(role));

const inWords: Record<Role, string> = {
  owner: "its owner",
  "project-owner": "its project's owner",
  administrator: "an administrator",
  platform: "the platform",
};

/** Why this caller may not do that, or undefined. */
export const mayNot = (caller: Caller, asked: Asked, people: People): string | undefined => {
  const right = Object.hasOwn(rightOf, asked.verb) ? rightOf[asked.verb] : undefined;
  if (right === undefined) return `nobody is named who may ${asked.verb}`;
  const allowed: readonly Role[] = right === "start" && people.platformMayStart ? [...mayBeDoneBy.start, "platform"] : mayBeDoneBy[right];
  if (rolesOf(caller, asked, people).some((role) => allowed.includes(role))) return undefined;
  const who = caller.type === "platform" ? "the platform" : caller.user;
  return `${who} is not ${allowed.map((role) => inWords[role]).join(", nor ")}`;
};
