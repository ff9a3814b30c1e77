import type { EntityManager } from "typeorm";
import { EMPTY_CATALOG, foldEvents } from "../state/index.ts";
import type { CatalogProjection } from "./catalogProjection.ts";
import { lockCheckpoint, PROJECTION } from "./checkpoint.ts";
import {
  BreachRow,
  CatalogProductRow,
  CheckpointRow,
  DocumentRow,
  QuarantineRow,
  RegisteredContextRow,
  ReleaseRow,
  ReplayRow,
  RevocationRow,
  SupergraphRow,
} from "./entities/index.ts";
import { saveChanges } from "./saveChanges.ts";
import { saveRecords } from "./saveRecords.ts";
import { saveRefused } from "./saveRefused.ts";

/**
 * Derives everything anew from position 0, in one transaction: readers see the old rows until the new ones are there.
 * What was quarantined is tried again.
 */
export async function rebuildCatalog(
  { log, store }: CatalogProjection,
  options: { readonly batchSize?: number } = {},
): Promise<void> {
  await store.transaction(async (manager) => {
    await lockCheckpoint(manager);
    await clear(manager);
    let state = EMPTY_CATALOG;
    for (;;) {
      const events = await log.read(state.position, options.batchSize ?? 100);
      if (events.length === 0) break;
      const batch = foldEvents(state, events);
      state = batch.state;
      await saveRefused(manager, batch.refused);
      await saveRecords(manager, batch.records);
    }
    await saveChanges(manager, EMPTY_CATALOG, state);
    await manager.update(CheckpointRow, { onlyRow: true }, { projection: PROJECTION });
  });
}

/** Fields go with their products. */
const CLEARED = [
  RegisteredContextRow,
  CatalogProductRow,
  QuarantineRow,
  ReleaseRow,
  ReplayRow,
  BreachRow,
  DocumentRow,
  RevocationRow,
];

async function clear(manager: EntityManager): Promise<void> {
  for (const rows of CLEARED) {
    await manager.createQueryBuilder().delete().from(rows).execute();
  }
  const nothing = { supergraphSdl: null, subgraphs: null, composedAt: null, problems: [], lastEvent: null };
  await manager.update(SupergraphRow, { onlyRow: true }, nothing);
}
