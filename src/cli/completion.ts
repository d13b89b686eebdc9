import type { Command } from "commander";
import { didYouMean } from "../estate/closest.ts";
import { Problem } from "../estate/problem.ts";
import type { Frame } from "./frame.ts";

/** A verb as the shells need it: the words that lead to it, what may follow. */
type Verb = { words: string[]; next: string[]; flags: string[] };

const verbsOf = (command: Command, words: string[], inherited: string[]): Verb[] => {
  const flags = [...command.options.flatMap(({ long, short }) => [long, short]).filter((flag) => typeof flag === "string"), ...inherited];
  const verb = { words, next: command.commands.map((child) => child.name()), flags };
  return [verb, ...command.commands.flatMap((child) => verbsOf(child, [...words, child.name()], words.length === 0 ? flags : inherited))];
};

const bash = (
  verbs: readonly Verb[],
): string => `# bash completion for sagewarden; source it, or put it into ~/.local/share/bash-completion/completions/sagewarden
_sagewarden() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${verbs
  .filter(({ words }) => words.length > 0)
  .map(({ words }) => `      "${[words.length > 1 ? ` ${words[0]}` : "", words.at(-1)].join(" ")}") path=" ${words.join(" ")}" ;;`)
  .join("\n")}
    esac
  done
  local words=""
  case "$path" in
${verbs.map(({ words, next, flags }) => `    "${words.length > 0 ? ` ${words.join(" ")}` : ""}") words="${[...next, ...flags].join(" ")}" ;;`).join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ \${#COMPREPLY[@]} -eq 0 && "$current" != -* ]] && COMPREPLY=($(compgen -f -- "$current"))
}
complete -F _sagewarden sagewarden
`;

const zsh = (verbs: readonly Verb[]): string => `#compdef sagewarden
# zsh completion for sagewarden, by way of its bash completion
autoload -U +X bashcompinit && bashcompinit
${bash(verbs)}`;

const fish = (verbs: readonly Verb[]): string => {
  const condition = ({ words }: Verb): string =>
    words.length === 0 ? "__fish_use_subcommand" : words.map((word) => `__fish_seen_subcommand_from ${word}`).join("; and ");
  const lines = verbs.flatMap((verb) => [
    ...verb.next.map((word) => `complete -c sagewarden -f -n "${condition(verb)}" -a ${word}`),
    ...verb.flags
      .filter((flag) => flag.startsWith("--"))
      .map((flag) => `complete -c sagewarden${verb.words.length > 0 ? ` -n "${condition(verb)}"` : ""} -l ${flag.slice(2)}`),
  ]);
  return `# fish completion for sagewarden; put it into ~/.config/fish/completions/sagewarden.fish\n${lines.join("\n")}\n`;
};

const shells = { bash, zsh, fish } as const;
const isShell = (name: string): name is keyof typeof shells => Object.hasOwn(shells, name);

export const addCompletion = (program: Command, { io }: Frame): void => {
  program
    .command("completion")
    .description("a completion script for your shell")
    .argument("<shell>", Object.keys(shells).join(", "))
    .action((shell: string) => {
      if (!isShell(shell)) {
        const names = Object.keys(shells);
        throw new Problem({
          code: "shell-unknown",
          what: `There is no completion for "${shell}".${didYouMean(shell, names)}`,
          todo: `The shells are: ${names.join(", ")}.`,
        });
      }
      io.stdout.write(shells[shell](verbsOf(program, [], [])));
    });
};
