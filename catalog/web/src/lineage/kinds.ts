import type { LineageNodeKind } from "../generated/graphql.ts";

/** What kinds of nodes are called. */
export const KIND_WORDS: Readonly<Record<LineageNodeKind, string>> = {
  PRODUCT: "product",
  LOG: "event log",
  MODEL: "model",
};
