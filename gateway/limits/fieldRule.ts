import type { DocumentNode } from "graphql";
import type { LimitRule } from "./limitRule.ts";
import { measureOperations, sum } from "./measureSelections.ts";

/** Measures a document by the fields it selects; what fragment bombs and repeated fields run into. */
export const fieldRule: LimitRule<DocumentNode> = {
  limit: "fields",
  code: "FIELD_LIMIT_EXCEEDED",
  counted: "selected fields",
  measure: (document) => measureOperations(document, { field: (_, below) => sum(1, below), join: sum }),
};
