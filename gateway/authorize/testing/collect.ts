import { type GraphQLSchema, parse, validate } from "graphql";
import { collectSelections, type Selection } from "../collectSelections.ts";
import { type OperationParts, operationParts } from "../operationParts.ts";

/** The parts and selections of a query, which is checked to be valid first. */
export function collect(
  schema: GraphQLSchema,
  query: string,
): { readonly parts: OperationParts; readonly selections: readonly Selection[] } {
  const document = parse(query);
  const problems = validate(schema, document);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  const parts = operationParts(document);
  return { parts, selections: collectSelections(schema, parts).selections };
}
