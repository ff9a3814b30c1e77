import { type DocumentNode, getOperationAST } from "graphql";
import type { Fields, SampleData } from "./scenario.ts";

/** The root values of an operation, whatever the root types are called. */
export function rootValue(document: DocumentNode, data: SampleData, operationName?: string): Fields {
  const operation = getOperationAST(document, operationName)?.operation;
  return (operation === "mutation" ? data.mutation : data.query) ?? {};
}
