import { position } from "@datamesh/kernel/log";
import type { EntityManager } from "typeorm";
import { foldEvents } from "../state/index.ts";
import type { CatalogProjection } from "./catalogProjection.ts";
import { lockCheckpoint, PROJECTION, readCheckpoint } from "./checkpoint.ts";
import type { CheckpointRow } from "./entities/index.ts";
import { loadState } from "./loadState.ts";
import { rebuildCatalog } from "./rebuildCatalog.ts";
import { saveChanges } from "./saveChanges.ts";
import { saveRecords } from "./saveRecords.ts";
import { saveRefused } from "./saveRefused.ts";

/** Where the projection stands after a batch. */
export interface BatchOutcome {
  /** Events folded, by whoever; 0 when there was nothing to fold. */
  readonly folded: number;
  readonly position: number;
  readonly registeredUpTo: number;
}

/**
 * Folds the next events, at most `size`: rows, quarantine and checkpoint in one transaction, under the checkpoint's
 * lock, so that whatever dies anywhere, nothing is lost and nothing folded twice.
 */
export async function foldBatch(projection: CatalogProjection, size: number): Promise<BatchOutcome> {
  const { log, store } = projection;
  const checkpoint = await readCheckpoint(store.manager);
  if (checkpoint.projection < PROJECTION) {
    await rebuildCatalog(projection);
    return foldBatch(projection, size);
  }
  const waiting = await log.read(position(checkpoint.position), 1);
  if (waiting.length === 0) return outcome(checkpoint, 0);
  return store.transaction((manager) => foldLocked(projection, manager, size));
}

async function foldLocked(
  { log }: CatalogProjection,
  manager: EntityManager,
  size: number,
): Promise<BatchOutcome> {
  const checkpoint = await lockCheckpoint(manager);
  const events = await log.read(position(checkpoint.position), size);
  const before = await loadState(manager, checkpoint);
  const { state, records, refused } = foldEvents(before, events);
  await saveRefused(manager, refused);
  await saveRecords(manager, records);
  await saveChanges(manager, before, state);
  return outcome(state, events.length);
}

const outcome = (
  { position: at, registeredUpTo }: Pick<CheckpointRow, "position" | "registeredUpTo">,
  folded: number,
): BatchOutcome => ({ folded, position: at, registeredUpTo });
