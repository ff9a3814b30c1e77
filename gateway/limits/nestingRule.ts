import { TokenKind } from "graphql";
import type { Lexed } from "./lex.ts";
import type { LimitRule } from "./limitRule.ts";

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Measures a document by the brackets open at once. The parser of graphql-js recurses at each: 1,990 brackets
 * within the limit of tokens overflow its stack.
 */
export const nestingRule: LimitRule<Lexed> = {
  limit: "nesting",
  code: "NESTING_LIMIT_EXCEEDED",
  counted: "brackets inside one another",
  measure: ({ kinds }) => {
    let open = 0;
    let most = 0;
    for (const token of kinds) {
      if (OPENING.has(token)) most = Math.max(most, ++open);
      else if (CLOSING.has(token)) open--;
    }
    return most;
  },
};
