import type { BulkReplay } from "../replay/bulkReplay.ts";
import { foldInMemory } from "./foldInMemory.ts";
import { replayInMemory } from "./replayInMemory.ts";

/** Folds of any code: events come by COPY, the state is kept in memory, rows and history go by COPY. */
export const inMemory: BulkReplay = Object.freeze({ replayCuts: replayInMemory, foldUpTo: foldInMemory });
