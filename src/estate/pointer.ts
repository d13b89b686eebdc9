/** JSON Pointer (RFC 6901). `-` as a last segment stands for elements that may follow. */
export const toPointer = (segments: readonly (string | number)[]): string =>
  segments.map((segment) => `/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

export const fromPointer = (pointer: string): string[] =>
  pointer === ""
    ? []
    : pointer
        .slice(1)
        .split("/")
        .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));

export const isPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~0|~1)*)*$/.test(text);
