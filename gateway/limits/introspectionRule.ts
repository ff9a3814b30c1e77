import type { DocumentNode } from "graphql";
import { isIntrospection } from "./isIntrospection.ts";
import type { LimitRule } from "./limitRule.ts";
import { measureOperations, sum } from "./measureSelections.ts";

/** Measures a document by how often it asks for the schema, which is the largest answer there is. */
export const introspectionRule: LimitRule<DocumentNode> = {
  limit: "introspections",
  code: "INTROSPECTION_LIMIT_EXCEEDED",
  counted: "introspections",
  measure: (document) =>
    measureOperations(document, {
      field: (field, below) => sum(isIntrospection(field) ? 1 : 0, below),
      join: sum,
    }),
};
