import type { Json } from "../estate/json.ts";

/** `--ServerApp.token=''`, `c.NotebookApp.token = ""`: by flag or in a settings file, under each name that it has had. */
const emptyToken = /\b(?:NotebookApp|ServerApp|IdentityProvider)\.token["']?\s*=\s*(?:''|""|\\"\\"|(?=\s|$))/m;
const password = /\b(?:NotebookApp|ServerApp|PasswordIdentityProvider)\.(?:hashed_)?password["']?\s*=\s*["']?[^\s"']/;

const commandsOf = (script: string): string =>
  script
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .join("\n");

/** Whether a script starts Jupyter so that it asks nobody for a token or a password. */
export const opensJupyter = (script: Json): boolean | undefined => {
  if (script === null) return false;
  if (typeof script !== "string") return undefined;
  const commands = commandsOf(script);
  return emptyToken.test(commands) && !password.test(commands);
};
