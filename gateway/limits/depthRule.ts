import type { DocumentNode } from "graphql";
import { isIntrospection } from "./isIntrospection.ts";
import type { LimitRule } from "./limitRule.ts";
import { measureOperations } from "./measureSelections.ts";

/** Measures a document by its longest chain of fields; introspection is held to a limit of its own. */
export const depthRule: LimitRule<DocumentNode> = {
  limit: "depth",
  code: "DEPTH_LIMIT_EXCEEDED",
  counted: "fields below one another",
  measure: (document) =>
    measureOperations(document, {
      field: (field, below) => (isIntrospection(field) ? 0 : 1 + below),
      join: Math.max,
    }),
};
