import { posix } from "node:path";
import type { Command } from "./shell-commands.ts";

export const programOf = ({ argv }: Pick<Command, "argv">): string => (argv[0] ?? "").replace(/^.*\//, "");

const homeOf = (user: string | null): string => {
  if (user === "root") return "/root";
  return `/home/${user === null || !/^[\w-]+$/.test(user) ? "sagemaker-user" : user}`;
};

/** A folder of which nothing is known. */
const somewhere = "?";
/** No folder lies deeper; a script may be made to go on for ever. */
const deepest = 1000;

/** Where a path leads for who names it in that folder. */
const resolved = (path: string, user: string | null, folder: string): string => {
  const whole = path
    .replace(/^~(?=\/|$)|^\$(?:HOME\b|\{HOME\})/, homeOf(user))
    .replace(/^~([\w-]+)(?=\/|$)/, (_, name: string) => homeOf(name))
    .replace(/^(?:\$PWD\b|\$\{PWD\}|\$\(pwd\)|`pwd`)/, folder);
  return posix.normalize(/^[/?$`]/.test(whole) ? whole : `${folder}/${whole}`);
};

/** A command with where its paths lead. */
export type Placed = { command: Command; folder: string; at: (path: string) => string; written: (path: string) => string };

/** The folder in which each command runs, as `cd` has it. A script of root begins at the top. */
export const placed = (commands: readonly Command[]): Placed[] => {
  const folders = new Map<number, string>();
  return commands.map((command) => {
    const { shells, user, writer, argv } = command;
    const shell = shells.find((one) => folders.has(one));
    const folder = (shell === undefined ? undefined : folders.get(shell)) ?? (user === "root" ? "/" : homeOf(user));
    const known = new Map<string, string>();
    const at = (path: string): string => {
      const whole = known.get(path) ?? resolved(path, user, folder);
      known.set(path, whole);
      return whole;
    };
    const to = argv[1] ?? "~";
    const isUnknown = folder.length > deepest || (/^-|[$`*]/.test(to) && !/^\$\{?(?:HOME|PWD)\b/.test(to));
    if (argv[0] === "cd" || argv[0] === "pushd") folders.set(shells[0] ?? 0, isUnknown ? somewhere : at(to));
    if (argv[0] === "popd") folders.set(shells[0] ?? 0, somewhere);
    return { command, folder, at, written: (path) => resolved(path, writer, folder) };
  });
};
