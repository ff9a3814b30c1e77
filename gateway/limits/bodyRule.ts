import type { LimitRule } from "./limitRule.ts";

const BYTES = {
  code: "BODY_LIMIT_EXCEEDED",
  counted: "bytes in the body",
  measure: (bytes: number) => bytes,
} as const;

/** Measures a body of events by its bytes, as declared or as received. */
export const eventBytesRule: LimitRule<number> = { ...BYTES, limit: "eventBytes" };

/** Measures a body by its bytes, as declared or as received. */
export const bodyRule: LimitRule<number> = { ...BYTES, limit: "bodyBytes" };
