import { parseProductRef } from "@datamesh/kernel/product";
import { type EntityManager, IsNull } from "typeorm";
import type { CatalogRecord } from "../state/index.ts";
import { BreachRow, ReleaseRow, ReplayRow } from "./entities/index.ts";
import { saveDocument } from "./saveDocument.ts";
import { saveRevocation } from "./saveRevocation.ts";

/** How many replays of each kind and how many breaches of a product version are kept; corrections are, all of them. */
const KEPT = 100;

/**
 * Adds records to their tables, one after the other: a breach ends only where one is open, and what is dropped for
 * its age is the same whatever the batches.
 */
export async function saveRecords(manager: EntityManager, records: readonly CatalogRecord[]): Promise<void> {
  for (const record of records) await saveRecord(manager, record);
}

async function saveRecord(manager: EntityManager, record: CatalogRecord): Promise<void> {
  switch (record.kind) {
    case "release":
      return saveRelease(manager, record);
    case "replay":
      return saveReplay(manager, record);
    case "breached":
      return saveBreach(manager, record);
    case "restored":
      return endBreach(manager, record);
    case "document":
      return saveDocument(manager, record.position, record.document);
    case "revocation":
      return saveRevocation(manager, record.position, record.revocation);
  }
}

type Of<K extends CatalogRecord["kind"]> = Extract<CatalogRecord, { kind: K }>;
type BreachOf = Extract<CatalogRecord, { kind: "breached" | "restored" }>;

async function saveRelease(manager: EntityManager, { position, release }: Of<"release">): Promise<void> {
  const row: ReleaseRow = { position, ...release, publishedAt: new Date(release.publishedAt) };
  await manager.insert(ReleaseRow, row);
}

async function saveReplay(manager: EntityManager, { position, replay }: Of<"replay">): Promise<void> {
  const { name: product, major } = parseProductRef(replay.product);
  const { kind, reason } = replay;
  const row = { position, product, major, kind, correction: isCorrection(reason), record: replay };
  await manager.insert(ReplayRow, row);
  await manager.query(
    `delete from catalog_store.catalog_replay where product = $1 and major = $2 and kind = $3 and not correction
       and position <= (select position from catalog_store.catalog_replay
         where product = $1 and major = $2 and kind = $3 and not correction
         order by position desc offset ${KEPT} limit 1)`,
    [product, major, kind],
  );
}

/** A correction's reason is `correction: REASON` (kernel/replay/replayRecord.ts). */
const isCorrection = (reason: string): boolean => reason.startsWith("correction:");

async function saveBreach(manager: EntityManager, { position, breach }: BreachOf): Promise<void> {
  if (await manager.existsBy(BreachRow, open(breach))) return;
  const { product, major, metric, window, objective, observed, at } = breach;
  const row = { position, product, major, metric, window, objective, observed, at: new Date(at) };
  await manager.insert(BreachRow, { ...row, restoredAt: null });
  await manager.query(
    `delete from catalog_store.catalog_breach where product = $1 and major = $2
       and position <= (select position from catalog_store.catalog_breach
         where product = $1 and major = $2 order by position desc offset ${KEPT} limit 1)`,
    [product, major],
  );
}

async function endBreach(manager: EntityManager, { breach }: BreachOf): Promise<void> {
  await manager.update(BreachRow, open(breach), { restoredAt: new Date(breach.at) });
}

const open = ({ product, major, metric, window }: BreachOf["breach"]) => ({
  product,
  major,
  metric,
  window,
  restoredAt: IsNull(),
});
