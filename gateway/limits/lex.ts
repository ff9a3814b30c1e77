import { GraphQLError, Lexer, Source, TokenKind } from "graphql";

/**
 * The kinds of the tokens of a document, comments left out, without parsing it. Stops at what is no token; the
 * parser will say so.
 */
export function lex(query: string): readonly TokenKind[] {
  const lexer = new Lexer(new Source(query));
  const kinds: TokenKind[] = [];
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      kinds.push(token.kind);
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
  }
  return kinds;
}
