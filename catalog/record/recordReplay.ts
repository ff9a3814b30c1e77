import type { ReplayRecord } from "@datamesh/kernel/replay";
import { type RecordDependencies, recordFact } from "./recordFact.ts";

/**
 * Records what became of a rebuild or a verification. The same record is recorded once; answers whether it was new.
 * Fails with BAD_USER_INPUT when it is none.
 */
export const recordReplay = (record: ReplayRecord, dependencies: RecordDependencies): Promise<boolean> =>
  recordFact({ type: "REPLAY_RECORDED", data: { ...record } }, dependencies);
