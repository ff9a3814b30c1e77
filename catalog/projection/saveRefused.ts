import type { EntityManager } from "typeorm";
import type { RefusedEvent } from "../state/index.ts";
import { QuarantineRow } from "./entities/index.ts";

/** Puts events that could not be folded into quarantine. */
export async function saveRefused(manager: EntityManager, refused: readonly RefusedEvent[]): Promise<void> {
  const rows = refused.map(({ event, reason }): QuarantineRow => {
    const { position, id, type } = event;
    return { position, eventId: id, eventType: type, reason };
  });
  if (rows.length > 0) await manager.insert(QuarantineRow, rows);
}
