import type { TokenKind } from "graphql";
import type { LimitRule } from "./limitRule.ts";

/** Measures a document by its tokens. */
export const tokenRule: LimitRule<readonly TokenKind[]> = {
  limit: "tokens",
  code: "TOKEN_LIMIT_EXCEEDED",
  counted: "tokens",
  measure: (tokens) => tokens.length,
};
