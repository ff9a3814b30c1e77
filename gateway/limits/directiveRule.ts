import { visit } from "graphql";
import type { DocumentNode } from "graphql";
import type { LimitRule } from "./limitRule.ts";

/** Measures a document by the directives at one place: of a selection, an operation, a fragment, a variable. */
export const directiveRule: LimitRule<DocumentNode> = {
  limit: "directives",
  code: "DIRECTIVE_LIMIT_EXCEEDED",
  counted: "directives at one place",
  measure: (document) => {
    let most = 0;
    visit(document, {
      enter: (node) => {
        if ("directives" in node) most = Math.max(most, node.directives?.length ?? 0);
      },
    });
    return most;
  },
};
