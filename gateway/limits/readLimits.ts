import type { Reading } from "../settings.ts";
import { type CostSettings, DEFAULT_COSTS } from "./cost/costSettings.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import { readNumbers } from "./readNumbers.ts";

/** Brackets at which the stack of a recursive parser still holds, with room to spare. */
const DEEPEST_NESTING = 500;

/** Reads `DATAMESH_LIMIT_BODY_BYTES` and so on, one variable for each limit; as they are unless given. */
export function readLimits(reading: Reading): Limits {
  const limits = readNumbers("DATAMESH_LIMIT", DEFAULT_LIMITS, reading);
  if (limits.nesting > DEEPEST_NESTING) {
    reading.problems.push(`DATAMESH_LIMIT_NESTING may be at most ${DEEPEST_NESTING}`);
  }
  return limits;
}

/** Reads `DATAMESH_COST_PAGE_SIZE` and so on, by which costs are estimated; as they are unless given. */
export const readCosts = (reading: Reading): CostSettings =>
  readNumbers("DATAMESH_COST", DEFAULT_COSTS, reading);
