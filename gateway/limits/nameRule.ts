import type { Lexed } from "./lex.ts";
import type { LimitRule } from "./limitRule.ts";

/** Measures a document by its longest name: validation compares an unknown one with all that there are. */
export const nameRule: LimitRule<Lexed> = {
  limit: "nameLength",
  code: "TOKEN_LIMIT_EXCEEDED",
  counted: "characters in one name",
  measure: ({ longestName }) => longestName,
};
