import { GraphQLError, Lexer, Source, TokenKind } from "graphql";

/** What the tokens of a text tell of it before it is parsed. */
export interface Lexed {
  /** Comments left out; no more than were asked for, and one. */
  readonly kinds: readonly TokenKind[];
  /** Characters of the longest name. */
  readonly longestName: number;
}

/**
 * The tokens of a document, without parsing it, until there are more than `most`. Stops at what is no token; the parser
 * will say so.
 */
export function lex(query: string, most: number): Lexed {
  const lexer = new Lexer(new Source(query));
  const kinds: TokenKind[] = [];
  let longestName = 0;
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      if (token.kind === TokenKind.NAME) longestName = Math.max(longestName, token.end - token.start);
      if (kinds.push(token.kind) > most) break;
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
  }
  return { kinds, longestName };
}
