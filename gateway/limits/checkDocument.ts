import { GraphQLError, parse } from "graphql";
import type { DocumentNode } from "graphql";
import { lex } from "./lex.ts";
import { firstViolation } from "./limitRule.ts";
import type { Violation } from "./limitRule.ts";
import type { Limits } from "./limits.ts";
import { DOCUMENT_RULES, TEXT_RULES } from "./rules.ts";

/** The first limit that a text exceeds before it is parsed, if any. */
export function checkUnparsed(query: string, limits: Limits): Violation | undefined {
  return firstViolation(TEXT_RULES, lex(query, limits.tokens), limits);
}

/** The first limit that a document exceeds before it is validated, if any. The work is linear in the document. */
export function checkParsed(document: DocumentNode, limits: Limits): Violation | undefined {
  return firstViolation(DOCUMENT_RULES, document, limits);
}

/**
 * The first limit that the text of a document exceeds, if any. What does not parse exceeds nothing more than its text
 * does: whoever parses it says what is wrong with it.
 */
export function checkDocument(query: string, limits: Limits): Violation | undefined {
  const violation = checkUnparsed(query, limits);
  if (violation) return violation;
  const document = parseOrNothing(query);
  return document && checkParsed(document, limits);
}

function parseOrNothing(query: string): DocumentNode | undefined {
  try {
    return parse(query, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
