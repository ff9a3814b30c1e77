import { visit } from "graphql";
import type { DocumentNode } from "graphql";
import { isIntrospection } from "./isIntrospection.ts";
import type { LimitRule } from "./limitRule.ts";
import { selectionMeasurer } from "./measureSelections.ts";

/** Measures a document by its longest chain of fields from `__schema` or `__type` on. */
export const introspectionDepthRule: LimitRule<DocumentNode> = {
  limit: "introspectionDepth",
  code: "INTROSPECTION_LIMIT_EXCEEDED",
  counted: "introspected fields below one another",
  measure: (document) => {
    const depthOf = selectionMeasurer(document, { field: (_, below) => 1 + below, join: Math.max });
    let most = 0;
    visit(document, {
      Field: (field) => {
        if (isIntrospection(field)) most = Math.max(most, 1 + depthOf(field.selectionSet));
      },
    });
    return most;
  },
};
