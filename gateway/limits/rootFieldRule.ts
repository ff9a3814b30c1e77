import type { DocumentNode } from "graphql";
import type { LimitRule } from "./limitRule.ts";
import { measureOperations, sum } from "./measureSelections.ts";

/** Measures a document by the fields of an operation itself: each is a question of its own to a subgraph. */
export const rootFieldRule: LimitRule<DocumentNode> = {
  limit: "rootFields",
  code: "ROOT_FIELD_LIMIT_EXCEEDED",
  counted: "fields of the operation itself",
  measure: (document) => measureOperations(document, { field: () => 1, join: sum }),
};
