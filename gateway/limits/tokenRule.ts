import type { Lexed } from "./lex.ts";
import type { LimitRule } from "./limitRule.ts";

/** Measures a document by its tokens; whoever has counted one too many counts no further. */
export const tokenRule: LimitRule<Lexed> = {
  limit: "tokens",
  code: "TOKEN_LIMIT_EXCEEDED",
  counted: "tokens",
  isLeast: true,
  measure: ({ kinds }) => kinds.length,
};
