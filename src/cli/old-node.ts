/** As package.json's `engines` has it, which package managers only warn about. */
const least = [22, 18] as const;

/** Why this Node cannot run the program, in one sentence; nothing, if it can. */
export const oldNode = (version: string): string | undefined => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = major < least[0] || (major === least[0] && minor < least[1]);
  return isOld ? `sagewarden: this is Node ${version}, and it takes ${least.join(".")} or newer. Nothing was done.\n` : undefined;
};
