// Most segments hold neither sign, and every value that is judged is asked for by its pointer.
const escaped = (segment: string): string =>
  segment.includes("~") || segment.includes("/") ? segment.replaceAll("~", "~0").replaceAll("/", "~1") : segment;

/** JSON Pointer (RFC 6901). `-` as a last segment stands for elements that may follow. */
export const toPointer = (segments: readonly (string | number)[]): string => {
  let pointer = "";
  for (const segment of segments) pointer += `/${typeof segment === "string" ? escaped(segment) : String(segment)}`;
  return pointer;
};

export const fromPointer = (pointer: string): string[] =>
  pointer === ""
    ? []
    : pointer
        .slice(1)
        .split("/")
        .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));

export const isPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~0|~1)*)*$/.test(text);
