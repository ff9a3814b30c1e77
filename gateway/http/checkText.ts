import { getOperationAST, GraphQLError, parse, specifiedRules, validate } from "graphql";
import type { DocumentNode, GraphQLSchema } from "graphql";
import type { MeshError } from "@datamesh/kernel";
import type { CheckedDocument, InvalidDocument, ValidDocument } from "./checkedDocument.ts";
import { conditionalSubscription } from "./conditionalSubscription.ts";
import { fitErrors } from "./fitErrors.ts";
import type { ConsumerError } from "./formatError.ts";
import { resultText } from "./resultText.ts";

/** What checking a text takes. */
export interface TextChecks {
  /** The first limit that a text exceeds before it is parsed. */
  readonly limitText: (text: string) => MeshError | undefined;
  /** The first limit that a document exceeds before it is validated. */
  readonly limitDocument: (document: DocumentNode) => MeshError | undefined;
  readonly format: (error: GraphQLError) => ConsumerError;
}

/** No answer is longer for a document with more mistakes; they are told with one that says so. */
export const MOST_VALIDATION_ERRORS = 5;

/** Limits first, then parsing, then validation: what Apollo Server would answer, byte for byte. */
export function checkText(
  text: string,
  schema: GraphQLSchema,
  { limitText, limitDocument, format }: TextChecks,
): CheckedDocument {
  const tooLarge = limitText(text);
  if (tooLarge !== undefined) return { kind: "refused", error: tooLarge };
  const parsed = parsedOrError(text);
  if (parsed instanceof GraphQLError) return invalid([format(parsed)]);
  const tooMuch = limitDocument(parsed);
  if (tooMuch !== undefined) return { kind: "refused", error: tooMuch };
  const conditional = conditionalSubscription(parsed);
  if (conditional !== undefined) return invalid([format(withoutHints(conditional))]);
  const errors = validate(schema, parsed, specifiedRules, { maxErrors: MOST_VALIDATION_ERRORS });
  if (errors.length > 0) return invalid(errors.map((each) => format(withoutHints(each))));
  // Without places: they hold every token of the text, and nobody asks for them any more.
  return valid(parse(text, { noLocation: true }));
}

function parsedOrError(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, source, positions } = error;
    return new GraphQLError(message, { source, positions, extensions: { code: "GRAPHQL_PARSE_FAILED" } });
  }
}

/** Suggestions would tell names that were not asked for. */
function withoutHints({ message, nodes, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(message.replace(/ ?Did you mean(.+?)\?$/, ""), {
    nodes,
    extensions: { ...extensions, code: "GRAPHQL_VALIDATION_FAILED" },
  });
}

function valid(document: DocumentNode): ValidDocument {
  const only = getOperationAST(document) ?? undefined;
  return {
    kind: "valid",
    document,
    operation: (name) => (name === undefined ? only : (getOperationAST(document, name) ?? undefined)),
  };
}

function invalid(errors: readonly ConsumerError[]): InvalidDocument {
  const code = errors[0]?.extensions.code ?? "GRAPHQL_VALIDATION_FAILED";
  return { kind: "invalid", code, body: resultText({ errors: fitErrors(errors) }) };
}
