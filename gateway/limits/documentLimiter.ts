import { checkDocument } from "./checkDocument.ts";
import type { Violation } from "./limitRule.ts";
import type { Limits } from "./limits.ts";

const REMEMBERED_TEXTS = 1_000;
const REMEMBERED_LENGTH = 4_096;

/**
 * `checkDocument` with a memory: a short text that has passed is not parsed again, until 1,000 others have
 * passed after it.
 */
export function documentLimiter(limits: Limits): (query: string) => Violation | undefined {
  const passed = new Set<string>();
  return (query) => {
    if (passed.has(query)) return undefined;
    const violation = checkDocument(query, limits);
    if (violation === undefined && query.length <= REMEMBERED_LENGTH) {
      if (passed.size >= REMEMBERED_TEXTS) passed.delete(passed.values().next().value ?? "");
      passed.add(query);
    }
    return violation;
  };
}
