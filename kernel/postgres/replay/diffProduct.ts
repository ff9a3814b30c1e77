import { MeshError } from "../../errors.ts";
import { productRef } from "../../product/names.ts";
import { completeTables } from "../bulk/completeTables.ts";
import type { Database, Queryable } from "../database.ts";
import { generationNames } from "../products/productNames.ts";
import { type Checkpoint, readCheckpoint } from "../projection/checkpoint.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { catchUpShadow } from "./catchUpShadow.ts";
import { compareShadow, type DiffOptions, type ProductDiff } from "./compareShadow.ts";
import { foldUpTo, readMarks } from "./foldUpTo.ts";
import { newlyConsumed, withoutNew } from "./newlyConsumed.ts";
import { withReplayLock } from "./replayLock.ts";
import type { ReplayOptions } from "./replayWork.ts";
import {
  COMPARED,
  COMPARED_WITHOUT,
  createShadow,
  dropGeneration,
  EMPTY_SHADOW,
  type Shadow,
} from "./shadow.ts";

/**
 * Derives a product with the declared code beside what is live, and tells what would change and which version that
 * needs. Nothing that is live is touched: the mesh goes on meanwhile, and the shadow is removed whatever comes of it,
 * by the next comparison when this process dies. `migrate` are connections of the context's migrate role.
 *
 * Fails with NOT_FOUND when the product is not live, and with UNAVAILABLE when an upstream is missing or another replay
 * is under way.
 */
export function diffProduct(
  migrate: Database,
  projection: Projection,
  asked: DiffOptions,
  options: ReplayOptions = {},
): Promise<ProductDiff> {
  refuseMissing(projection);
  return withReplayLock(migrate, projection, async () => {
    const begun = await requireLive(migrate, projection);
    const newTypes = await newlyConsumed(migrate, projection);
    const narrowed = await withoutNew(migrate, projection, begun, newTypes ?? []);
    try {
      const shadows = await migrate.transaction(async (connection) => {
        await dropCompared(connection, projection);
        const shadow = await createShadow(connection, projection, COMPARED);
        return narrowed === undefined
          ? ([shadow] as const)
          : ([shadow, await createShadow(connection, narrowed, COMPARED_WITHOUT)] as const);
      });
      const marks = await readMarks(migrate, cutsOf(projection, begun), begun.cut);
      for (const shadow of shadows) {
        const work = { database: migrate, shadow, history: false, options, save: () => Promise.resolve() };
        await foldUpTo(work, EMPTY_SHADOW, { cut: begun.inputs, marks });
      }
      return await migrate.transaction(async (snapshot) => {
        await snapshot.query({ text: "set transaction isolation level repeatable read" });
        const live = await catchUp(snapshot, projection, shadows, begun);
        return compareShadow(snapshot, projection, live, shadows, newTypes, asked);
      });
    } finally {
      await migrate.transaction((connection) => dropCompared(connection, projection));
    }
  });
}

/** Brings shadows to where the live product is in a snapshot. */
async function catchUp(
  snapshot: Queryable,
  projection: Projection,
  shadows: readonly Shadow[],
  begun: Checkpoint,
): Promise<Checkpoint> {
  const live = await requireLive(snapshot, projection);
  const cuts = cutsOf(projection, live);
  const known = (await readMarks(snapshot, cuts, begun.cut)).length;
  const marks = (await readMarks(snapshot, cuts, live.cut)).slice(known);
  if (live.cut === begun.cut) return live;
  for (const shadow of shadows) await completeTables(snapshot, shadow);
  for (const shadow of shadows) await catchUpShadow(snapshot, shadow, begun.inputs, live.inputs, marks);
  return live;
}

/** Removes what diffs and verifications compare with, as far as it is there. */
async function dropCompared(connection: Queryable, projection: Projection): Promise<void> {
  await dropGeneration(connection, projection, COMPARED);
  await dropGeneration(connection, projection, COMPARED_WITHOUT);
}

const cutsOf = ({ context, product }: Projection, { generation }: Checkpoint): string =>
  generationNames(context, product.name, product.major, generation).cuts;

function refuseMissing({ product, missing }: Projection): void {
  if (missing.length === 0) return;
  const ref = productRef(product.name, product.major);
  throw new MeshError("UNAVAILABLE", `${ref} cannot be derived: no context serves ${missing.join(", ")}`);
}

async function requireLive(
  connection: Queryable,
  { context, product, fingerprint }: Projection,
): Promise<Checkpoint> {
  const ref = productRef(product.name, product.major);
  const live = await readCheckpoint(connection, context, product, { lock: false });
  if (live === undefined) {
    throw new MeshError("NOT_FOUND", `${ref} is not live: there is nothing to compare it with`);
  }
  if (live.fingerprint["key"] === fingerprint["key"]) return live;
  throw new MeshError(
    "BAD_USER_INPUT",
    `${ref} has another key than what is live, so no row can be compared: declare a new major`,
  );
}
