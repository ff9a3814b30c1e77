import type { DocumentNode } from "graphql";
import type { LimitRule } from "./limitRule.ts";
import { measureOperations, sum } from "./measureSelections.ts";

/** Measures a document by its aliases: the way to have one field resolved many times. */
export const aliasRule: LimitRule<DocumentNode> = {
  limit: "aliases",
  code: "ALIAS_LIMIT_EXCEEDED",
  counted: "aliases",
  measure: (document) =>
    measureOperations(document, { field: ({ alias }, below) => sum(alias ? 1 : 0, below), join: sum }),
};
