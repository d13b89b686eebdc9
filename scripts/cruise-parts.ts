import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";

const parts = ["src", "reports"];

/** Reads the imports of all that ships, in the working directory. */
export const cruiseParts = async (): Promise<ICruiseResult> => {
  const options = await extractOptions(`${process.cwd()}/.dependency-cruiser.mjs`);
  const { output } = await cruise(parts, options, undefined, { tsConfig: extractTsConfig(`${process.cwd()}/tsconfig.json`) });
  if (typeof output === "string") throw new Error("dependency-cruiser gave a text where its result was expected");
  return output;
};
