import type { LimitRule } from "./limitRule.ts";

/** Measures a body by its bytes, as declared or as received. */
export const bodyRule: LimitRule<number> = {
  limit: "bodyBytes",
  counted: "bytes in the body",
  measure: (bytes) => bytes,
};
