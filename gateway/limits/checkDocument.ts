import { GraphQLError, parse } from "graphql";
import type { DocumentNode } from "graphql";
import { lex } from "./lex.ts";
import { firstViolation } from "./limitRule.ts";
import type { Violation } from "./limitRule.ts";
import type { Limits } from "./limits.ts";
import { DOCUMENT_RULES, TEXT_RULES } from "./rules.ts";

/**
 * The first limit that the text of a document exceeds, if any. The work is linear in the text. What does not
 * parse exceeds nothing here: the server says what is wrong with it.
 */
export function checkDocument(query: string, limits: Limits): Violation | undefined {
  const violation = firstViolation(TEXT_RULES, lex(query), limits);
  if (violation) return violation;
  const document = parseOrNothing(query);
  return document && firstViolation(DOCUMENT_RULES, document, limits);
}

function parseOrNothing(query: string): DocumentNode | undefined {
  try {
    return parse(query, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
