import { MeshError } from "../../errors.ts";
import { fingerprintDifference } from "../../product/fingerprint.ts";
import { type ProductRef, productRef } from "../../product/names.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import type { Revision } from "../../projection/revision.ts";
import type { Database, Queryable } from "../database.ts";
import { generationNames } from "../products/productNames.ts";
import { type Checkpoint, readCheckpoint } from "../projection/checkpoint.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { compareGenerations, type Comparison } from "../compare/compareGenerations.ts";
import { beginShadow } from "./beginShadow.ts";
import { countEvents } from "./countEvents.ts";
import { replayCuts } from "./replayCuts.ts";
import type { ReplayOptions } from "./replayWork.ts";
import { COMPARED, createShadow, dropGeneration } from "./shadow.ts";
import { withReplayLock } from "./replayLock.ts";

/** What a verification found. */
export interface Verification extends Comparison {
  readonly product: ProductRef;
  readonly version: string;
  readonly generation: number;
  /** Of what is live; the digests are of it. */
  readonly revision: Revision;
  readonly position: number;
  readonly inputs: Inputs;
  /** Events of the own log that the product consumes up to there. */
  readonly events: number;
  /** The position from which history was compared; before it another code, or none, made it. */
  readonly historyFrom: number;
}

/**
 * Derives a product again beside what is live and compares rows and history, as they lie, at the position the product
 * had when it began. The live product goes on meanwhile. Fails with BAD_USER_INPUT when the code is not the one the
 * live rows were made with. `migrate` are connections of the context's migrate role.
 */
export async function verifyProduct(
  migrate: Database,
  projection: Projection,
  options: ReplayOptions = {},
): Promise<Verification> {
  return withReplayLock(migrate, projection, async () => {
    const shadow = await migrate.transaction((connection) => createShadow(connection, projection, COMPARED));
    try {
      return await migrate.transaction(async (snapshot) => {
        await snapshot.query({ text: "set transaction isolation level repeatable read" });
        const live = await liveCheckpoint(snapshot, projection);
        const events = await countEvents(snapshot, projection.context, projection.product, live.inputs);
        return { ...(await compareWith(migrate, snapshot, live)), ...described(projection, live), events };
      });
    } finally {
      await migrate.transaction((connection) => dropGeneration(connection, projection, COMPARED));
    }

    async function compareWith(replay: Database, snapshot: Queryable, live: Checkpoint) {
      const { context, product } = projection;
      const tables = generationNames(context, product.name, product.major, live.generation);
      const work = { database: replay, shadow, history: true, options, save: nowhere };
      const begun = await beginShadow(work, live, tables);
      await replayCuts(work, begun, { cuts: tables.cuts, upTo: live.cut });
      const range = { after: begun.position, upTo: Number.MAX_SAFE_INTEGER };
      const sides = [
        { connection: snapshot, tables },
        { connection: replay, tables: shadow.tables },
      ] as const;
      return { ...(await compareGenerations(product, ...sides, range)), historyFrom: begun.position };
    }
  });
}

/** A verification that is cut off begins anew. */
const nowhere = (): Promise<void> => Promise.resolve();

function described({ product }: Projection, live: Checkpoint) {
  return {
    product: productRef(product.name, product.major),
    version: live.version,
    generation: live.generation,
    revision: { generation: live.generation, cut: live.cut, epoch: live.epoch },
    position: live.position,
    inputs: live.inputs,
  };
}

async function liveCheckpoint(connection: Queryable, projection: Projection): Promise<Checkpoint> {
  const { context, product, fingerprint } = projection;
  const ref = productRef(product.name, product.major);
  const live = await readCheckpoint(connection, context, product, { lock: false });
  if (live === undefined)
    throw new MeshError("NOT_FOUND", `${ref} has no table yet: start the mesh, or migrate`);
  const difference = fingerprintDifference(live.fingerprint, fingerprint);
  if (difference === "") return live;
  throw new MeshError(
    "BAD_USER_INPUT",
    `${ref} was derived with other code than the present one (${difference}): verify it with that code, or rebuild it`,
  );
}
