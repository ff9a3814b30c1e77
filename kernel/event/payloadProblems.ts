import type { z } from "zod";

/** Where a value does not fit its schema and what is expected there, without what was received. */
export const payloadProblems = (issues: readonly z.core.$ZodIssue[], where: string): string =>
  issues
    .map((issue) => `${[where, ...issue.path].join(".")}: ${issue.message.replace(/,? received .*$/, "")}`)
    .join("; ");
