const assignment = /^([A-Za-z_]\w*)\+?=(.*)$/s;

/** Options of the wrappers that take a value of their own. */
const valued: Readonly<Record<string, string>> = {
  sudo: "ugpCDhRrtT",
  nice: "n",
  ionice: "cnp",
  timeout: "ks",
  env: "u",
  stdbuf: "ioe",
};

export type Unwrapped = {
  argv: string[];
  user: string | null;
  assigns: Record<string, string>;
  /** A shell of its own, which reads what it is given. */
  isShell: boolean;
  /** A shell as if somebody had logged in: it begins in the folder of the user. */
  isLogin: boolean;
  background: boolean;
  /** After how many seconds it is ended. */
  limit: number;
};

/** Skips a wrapper's options; `-u NAME` says who. */
const skipOptions = (wrapper: string, words: string[], found: Unwrapped): void => {
  while (words[0]?.startsWith("-") && words[0] !== "--") {
    const option = words.shift() ?? "";
    if (wrapper === "sudo" && /^(?:-[a-zA-Z]*[is]|--login|--shell)$/.test(option)) found.isShell = true;
    if (wrapper === "sudo" && /^(?:-[a-zA-Z]*i|--login)$/.test(option)) found.isLogin = true;
    if (wrapper === "sudo" && /^(?:-[a-zA-Z]*b[a-zA-Z]*|--background)$/.test(option)) found.background = true;
    const takes = option.startsWith("--") ? /^--(?:user|group)$/.test(option) : (valued[wrapper] ?? "").includes(option.at(-1) ?? "-");
    const value = takes ? words.shift() : undefined;
    if (value !== undefined && /^(?:-[a-zA-Z]*u|--user)$/.test(option)) found.user = value;
    if (option.startsWith("--user=")) found.user = option.slice("--user=".length);
  }
  if (words[0] === "--") words.shift();
};

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90`, `1.5m`: how programs are told how long; 0: it is not known. */
export const secondsIn = (word: string): number => {
  const [, amount = "0", unit = ""] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word) ?? [];
  return Number(amount) * (units[unit || "s"] ?? 1);
};

/** `su - NAME -c …` runs as somebody else, like `sudo -u`. */
const asOther = (found: Unwrapped): Unwrapped => {
  const [program, ...args] = found.argv;
  if (program !== "su" && program !== "runuser") return found;
  const at = args.findIndex((arg) => /^(?:-[a-z]*c|--command)$/.test(arg));
  const isValue = (index: number): boolean => (at >= 0 && index === at + 1) || /^-[ugGs]$/.test(args[index - 1] ?? "");
  const named = args[args.indexOf("-u") + 1];
  const name = (args.includes("-u") ? named : undefined) ?? args.find((arg, index) => !arg.startsWith("-") && !isValue(index)) ?? "root";
  const isLogin = args.some((arg) => /^(?:-|-[a-z]*l|--login)$/.test(arg));
  return { ...found, user: name, argv: at >= 0 ? ["sh", "-c", args[at + 1] ?? ""] : [], isShell: true, isLogin };
};

/** A command without what only wraps it: `sudo`, `nohup`, `timeout`, assignments. */
export const unwrap = (written: readonly string[], user: string | null): Unwrapped => {
  const words = [...written];
  const found: Unwrapped = { argv: [], user, assigns: {}, isShell: false, isLogin: false, background: false, limit: Infinity };
  for (;;) {
    const [, name, value] = assignment.exec(words[0] ?? "") ?? [];
    const wrapper = (words[0] ?? "").replace(/^\/(?:usr\/)?bin\//, "");
    if (name !== undefined && value !== undefined) found.assigns[name] = value;
    else if (!/^(?:sudo|nohup|env|exec|command|nice|ionice|timeout|time|setsid|stdbuf)$/.test(wrapper)) break;
    words.shift();
    if (wrapper === "sudo") found.user = "root";
    if (name === undefined) skipOptions(wrapper, words, found);
    if (wrapper === "timeout") found.limit = secondsIn(words.shift() ?? "") || Infinity;
  }
  if (/^(?:export|declare|local|readonly|typeset)$/.test(words[0] ?? ""))
    for (const word of words.slice(1)) {
      const [, name, value] = assignment.exec(word) ?? [];
      if (name !== undefined && value !== undefined) found.assigns[name] = value;
    }
  return asOther({ ...found, argv: words });
};
