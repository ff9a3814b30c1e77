import type { BreachRecord } from "../schemas/recordSchemas.ts";
import { type RecordDependencies, recordFact } from "./recordFact.ts";

/**
 * Records that an objective is breached, or that it is met again. The same record is recorded once; answers whether
 * it was new. Fails with BAD_USER_INPUT when it is none.
 */
export const recordBreach = (
  what: "SLA_BREACHED" | "SLA_RESTORED",
  record: BreachRecord,
  dependencies: RecordDependencies,
): Promise<boolean> => recordFact({ type: what, data: { ...record } }, dependencies);
