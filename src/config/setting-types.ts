import { Type } from "typebox";

/** What the parts of the configuration are made of. */
export const word = (description: string) => Type.String({ minLength: 1, maxLength: 256, description });
export const words = (description: string) => Type.Array(word("A name."), { description, maxItems: 10_000, uniqueItems: true });
export const oneOf = <const Word extends string>(choices: readonly Word[], description: string) =>
  Type.Unsafe<Word>({ type: "string", enum: choices, description });
export const closed = { additionalProperties: false };
