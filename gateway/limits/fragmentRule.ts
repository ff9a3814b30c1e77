import type { DocumentNode } from "graphql";
import type { LimitRule } from "./limitRule.ts";
import { measureOperations, sum } from "./measureSelections.ts";

/**
 * Measures a document by the fragments, inline ones too, that are met while it is expanded: what a walk through its
 * selections passes besides fields.
 */
export const fragmentRule: LimitRule<DocumentNode> = {
  limit: "fragments",
  code: "FRAGMENT_LIMIT_EXCEEDED",
  counted: "fragments where they are expanded",
  measure: (document) =>
    measureOperations(document, {
      field: (_, below) => below,
      fragment: (below) => sum(1, below),
      join: sum,
    }),
};
