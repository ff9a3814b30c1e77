import type { Position } from "../../log/position.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import { type Fingerprint, fingerprintDifference } from "../../product/fingerprint.ts";
import type { ProductRef } from "../../product/names.ts";
import { foldBatch, type FoldedBatch, nothingKnown, type Step } from "../../projection/index.ts";
import type { Database, Queryable } from "../database.ts";
import { type GenerationNames, generationNames } from "../products/productNames.ts";
import { type Checkpoint, commitCheckpoint, readCheckpoint } from "./checkpoint.ts";
import type { FeedRelations } from "./feedRelation.ts";
import { type KnownSource, loadKnown } from "./loadKnown.ts";
import { type ProductInputs, readSteps } from "./readSteps.ts";
import { writeBatch } from "./writeBatch.ts";

/**
 * How long the database waits for a process in the middle of a batch. One that was stopped or cut off there would hold
 * the checkpoint's lock for ever; one whose batch takes longer than this between two statements tries smaller ones.
 */
const IDLE_SECONDS = 3;

/** Everything a product's projection runs on. */
export interface Projection {
  readonly context: string;
  readonly product: DataProduct;
  /** Connections of the context's project role. */
  readonly database: Database;
  readonly fingerprint: Fingerprint;
  /** The inputs as seen through a connection, so that a batch reads and writes on one. */
  readonly inputs: (connection: Queryable) => ProductInputs;
  /** Where the feeds of upstream products lie, as far as they are in this database. */
  readonly relations: FeedRelations;
  /** Positions of the own log that are skipped on purpose when the product is derived anew (skippingDiscarded.ts). */
  readonly discarded?: ReadonlySet<Position>;
  /** Upstream products that no known context serves. */
  readonly missing: readonly ProductRef[];
}

/** What a batch did: how many steps it folded and whether there may be more, or why it may not fold at all. */
export type BatchOutcome =
  | { readonly kind: "folded"; readonly steps: number; readonly quarantined: number; readonly more: boolean }
  | { readonly kind: "FOLD_CHANGED"; readonly difference: string }
  | { readonly kind: "UPSTREAM_MISSING"; readonly missing: readonly ProductRef[] }
  | { readonly kind: "NOT_MIGRATED" };

/**
 * Folds one batch: rows, history, cut and checkpoint in one transaction, under the checkpoint's row lock, so
 * that a process killed anywhere leaves the state of the last commit and two projectors never fold the same
 * batch. A table that another declaration began is not continued.
 */
export function projectBatch(projection: Projection, limit: number): Promise<BatchOutcome> {
  const { context, product, database } = projection;
  return database.transaction(async (connection) => {
    const checkpoint = await readCheckpoint(connection, context, product, {
      lock: true,
      idleSeconds: IDLE_SECONDS,
    });
    if (checkpoint === undefined) return { kind: "NOT_MIGRATED" };
    const difference = fingerprintDifference(checkpoint.fingerprint, projection.fingerprint);
    if (difference !== "") return { kind: "FOLD_CHANGED", difference };
    if (projection.missing.length > 0) return { kind: "UPSTREAM_MISSING", missing: projection.missing };
    const inputs = projection.inputs(connection);
    const { steps, upTo, more } = await readSteps(inputs, checkpoint, limit);
    const moved = Object.entries(upTo).some(
      ([input, to]) => to.position !== checkpoint.inputs[input]?.position,
    );
    if (!moved) return { kind: "folded", steps: 0, quarantined: 0, more: false };
    const tables = generationNames(context, product.name, product.major, checkpoint.generation);
    const source = { connection, product, tables, checkpoint, feeds: inputs.feeds };
    const batch = await foldUntilKnown(source, steps);
    await commitBatch(connection, projection, checkpoint, tables, batch, upTo);
    const consumed = Object.entries(upTo).reduce(
      (sum, [input, to]) => sum + to.position - (checkpoint.inputs[input]?.position ?? 0),
      0,
    );
    return { kind: "folded", steps: consumed, quarantined: batch.quarantined.length, more };
  });
}

/** Folds steps, reading what the fold needs to know until it needs no more. */
export async function foldUntilKnown(source: KnownSource, steps: readonly Step[]): Promise<FoldedBatch> {
  const known = nothingKnown();
  for (;;) {
    const result = foldBatch(source.product, steps, known);
    if ("done" in result) return result.done;
    await loadKnown(source, known, result.needs);
  }
}

async function commitBatch(
  connection: Queryable,
  { context, product }: Projection,
  checkpoint: Checkpoint,
  tables: GenerationNames,
  batch: FoldedBatch,
  inputs: Checkpoint["inputs"],
): Promise<void> {
  const target = { connection, context, product, generation: checkpoint.generation, tables };
  const position = (checkpoint.position + batch.versions.length) as Position;
  const next = { cut: checkpoint.cut + 1, position, inputs };
  await Promise.all([
    writeBatch(target, batch, checkpoint.position),
    commitCheckpoint(connection, context, product, tables.cuts, next),
  ]);
}
