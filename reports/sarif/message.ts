import { visible } from "../visible.ts";

const longest = 1000;

/** Plain text of SARIF still knows links, `[text](target)`: brackets of names are escaped, so that nobody's name becomes one. */
export const plain = (text: string): string => {
  const seen = visible(text);
  const cut = seen.length <= longest ? seen : `${seen.slice(0, longest - 1).toWellFormed()}…`;
  return cut.replaceAll(/[\\[\]]/g, "\\$&");
};
