import type { EntityManager } from "typeorm";
import type { DocumentChange } from "../state/index.ts";
import { DocumentRow } from "./entities/index.ts";

/** Writes that a document was published, for the first time or again, or withdrawn; of one never published, nothing. */
export async function saveDocument(
  manager: EntityManager,
  position: number,
  { client, hash, at, event, text }: DocumentChange,
): Promise<void> {
  const change = { position, lastEvent: event };
  if (text === null) {
    await manager.update(DocumentRow, { client, hash }, { ...change, withdrawnAt: new Date(at) });
    return;
  }
  const published = { client, hash, text, publishedAt: new Date(at), withdrawnAt: null, ...change };
  await manager.upsert(DocumentRow, published, ["client", "hash"]);
}
