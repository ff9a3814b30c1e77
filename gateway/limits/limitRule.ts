import type { ErrorCode } from "@datamesh/kernel";
import type { Limits } from "./limits.ts";

/** One measure of a request, and the limit it is held against. */
export interface LimitRule<Subject> {
  readonly limit: keyof Limits;
  /** How the refusal is called; also of two limits that are one to whoever runs into them. */
  readonly code: ErrorCode;
  /** What is counted, in the plural, as the refusal names it. */
  readonly counted: string;
  /** Whether it stops measuring above the limit: there are at least so many then. */
  readonly isLeast?: boolean;
  readonly measure: (subject: Subject) => number;
}

/** A limit that a request exceeds. */
export interface Violation {
  readonly limit: keyof Limits;
  /** How the refusal is called; also of two limits that are one to whoever runs into them. */
  readonly code: ErrorCode;
  readonly counted: string;
  /** Whether there may be even more than `actual`. */
  readonly isLeast?: boolean;
  readonly accepted: number;
  readonly actual: number;
}

/** The first limit that the subject exceeds, if any; later rules are not measured then. */
export function firstViolation<Subject>(
  rules: readonly LimitRule<Subject>[],
  subject: Subject,
  limits: Limits,
): Violation | undefined {
  for (const { limit, code, counted, isLeast = false, measure } of rules) {
    const actual = measure(subject);
    const accepted = limits[limit];
    if (actual > accepted) return { limit, code, counted, accepted, actual, ...(isLeast && { isLeast }) };
  }
  return undefined;
}
