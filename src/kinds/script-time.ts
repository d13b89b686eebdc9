import { programOf } from "./script-folders.ts";
import type { Command } from "./shell-commands.ts";
import { secondsIn } from "./shell-wrappers.ts";

/** AWS ends a script, and with it the start of the notebook, after five minutes. */
export const limitSeconds = 300;

export const sleeps = (command: Command): number =>
  programOf(command) === "sleep"
    ? Math.min(
        command.limit,
        command.argv.slice(1).reduce((sum, word) => sum + secondsIn(word), 0),
      )
    : 0;

const isServer = (program: string, [, verb = "", noun = ""]: readonly string[]): boolean => {
  if (/^jupyter(?:-lab|-notebook)?$/.test(program))
    return program !== "jupyter"
      ? !verb.startsWith("--")
      : /^(?:lab|notebook)$/.test(verb) &&
          !/^(?:build|clean|disable|enable|extension|labextension|list|path|stop|workspaces|--generate-config|--help|--version)$/.test(
            noun,
          );
  if (/^(?:tensorboard|code-server|dask-scheduler|ngrok)$/.test(program))
    return !/^--(?:version|help|install-extension|list-extensions)/.test(verb);
  if (program === "streamlit") return verb === "run";
  if (program === "mlflow") return verb === "ui" || verb === "server";
  return /^python[\d.]*$/.test(program) && verb === "-m" && noun === "http.server";
};

/** What does not end by itself, or takes longer than a script is given. */
export const isLong = (command: Command): boolean => {
  const [, verb = "", noun = ""] = command.argv;
  const program = programOf(command);
  if (command.limit < limitSeconds) return false;
  if (command.endless) return true;
  if (program === "tail") return command.argv.some((word) => /^-(?:\w*f|F)$|^--follow/.test(word)) && command.feeds.length === 0;
  if (isServer(program, command.argv)) return true;
  if (/^(?:yum|dnf)$/.test(program)) {
    const words = command.argv.slice(1).filter((word) => !word.startsWith("-"));
    return words.length === 1 && /^(?:update|upgrade)$/.test(words[0] ?? "");
  }
  if (!/^(?:conda|mamba|micromamba)$/.test(program)) return false;
  return (verb === "update" && command.argv.includes("--all")) || (verb === "env" && /^(?:create|update)$/.test(noun));
};
