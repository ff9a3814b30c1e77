import { compareStoredFields } from "../../contract/compareStoredFields.ts";
import { type ComputedBump, computeBump, versionProblem } from "../../contract/computeBump.ts";
import { MeshError } from "../../errors.ts";
import { consumedTypes, withoutTypes } from "../../product/consumedTypes.ts";
import { fingerprintDifference } from "../../product/fingerprint.ts";
import { type ProductRef, productRef } from "../../product/names.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import type { Revision } from "../../projection/revision.ts";
import { completeTables } from "../bulk/completeTables.ts";
import { contextNames } from "../contextNames.ts";
import type { Database, Queryable } from "../database.ts";
import { generationNames } from "../products/productNames.ts";
import { type Checkpoint, readCheckpoint } from "../projection/checkpoint.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { catchUpShadow } from "./catchUpShadow.ts";
import { generationDigest } from "./compareGenerations.ts";
import { countDifferences, type DifferenceCounts } from "./countDifferences.ts";
import { countEvents, countOfTypes } from "./countEvents.ts";
import { foldUpTo, readMarks } from "./foldUpTo.ts";
import type { ReplayOptions } from "./replayWork.ts";
import { withReplayLock } from "./replayLock.ts";
import { type DifferenceSample, sampleDifferences } from "./sampleDifferences.ts";
import {
  COMPARED,
  COMPARED_WITHOUT,
  createShadow,
  dropGeneration,
  EMPTY_SHADOW,
  type Shadow,
} from "./shadow.ts";

/** What the declared code would change of a product, and the version that needs. */
export interface ProductDiff extends ComputedBump {
  readonly product: ProductRef;
  /** The version that is live, and its generation. */
  readonly live: string;
  readonly generation: number;
  /** Of what is live. */
  readonly revision: Revision;
  readonly declared: string;
  /** In what the code differs, in words; empty when it does not. */
  readonly code: string;
  /** The product's position the two were compared at, and those of its inputs. */
  readonly position: number;
  readonly inputs: Inputs;
  /** Events of the own log that the declared code consumes. */
  readonly events: number;
  /** Types of events that only the declared code consumes; null when those of the live code are not known. */
  readonly newTypes: readonly string[] | null;
  readonly rows: DifferenceCounts;
  /** Over the rows as they lie, without their history: those the declared code makes, and those that are live. */
  readonly digest: string;
  readonly liveDigest: string;
  /** Events that the declared code cannot fold, and those that the live code could not. */
  readonly quarantined: number;
  readonly liveQuarantined: number;
  readonly samples: readonly DifferenceSample[];
  /** Why values that are live are wrong, when the change is declared to correct them. */
  readonly correction: string | null;
  /** Why the declared version may not follow the live one, and what to do; null when it may. */
  readonly problem: string | null;
}

const NO_HISTORY = Number.MAX_SAFE_INTEGER;

/** What is asked of a diff besides its product. */
export interface DiffOptions {
  /** How many rows of each kind are shown. */
  readonly samples: number;
  /** Finds out why the values that a version follows were wrong, if the declared one is to correct them. */
  readonly correctionOf?: (live: string) => string | undefined;
}

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
        return compare(snapshot, projection, live, shadows, newTypes, asked);
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

async function compare(
  snapshot: Queryable,
  projection: Projection,
  live: Checkpoint,
  [shadow, without]: readonly [Shadow, Shadow?],
  newTypes: readonly string[] | null,
  { samples, correctionOf }: DiffOptions,
): Promise<ProductDiff> {
  const { context, product, fingerprint } = projection;
  const before = generationNames(context, product.name, product.major, live.generation);
  const rows = await countDifferences(snapshot, product, before, shadow.tables, without?.tables);
  const correction = correctionOf?.(live.version);
  const code = fingerprintDifference(live.fingerprint, fingerprint);
  const computed = computeBump({
    isSameCode: code === "",
    fields: compareStoredFields(live.fingerprint, product),
    rows: {
      ...rows,
      live: rows.before,
      derived: rows.after,
      explained: without === undefined ? 0 : rows.added - rows.addedAnyway,
    },
    newTypes: newTypes ?? [],
    ...(correction !== undefined && { correction }),
  });
  return {
    ...computed,
    product: productRef(product.name, product.major),
    live: live.version,
    generation: live.generation,
    revision: { generation: live.generation, cut: live.cut, epoch: live.epoch },
    declared: product.version,
    code,
    position: live.position,
    inputs: live.inputs,
    events: await countEvents(snapshot, context, product, live.inputs),
    newTypes,
    rows,
    digest: await generationDigest(product, { connection: snapshot, tables: shadow.tables }, NO_HISTORY),
    liveDigest: await generationDigest(product, { connection: snapshot, tables: before }, NO_HISTORY),
    quarantined: await countQuarantined(snapshot, projection, COMPARED),
    liveQuarantined: await countQuarantined(snapshot, projection, live.generation),
    samples:
      samples === 0
        ? []
        : await sampleDifferences(snapshot, product, before, shadow.tables, samples, without?.tables),
    correction: correction ?? null,
    problem: versionProblem(live.version, product.version, computed),
  };
}

/** Removes what diffs and verifications compare with, as far as it is there. */
async function dropCompared(connection: Queryable, projection: Projection): Promise<void> {
  await dropGeneration(connection, projection, COMPARED);
  await dropGeneration(connection, projection, COMPARED_WITHOUT);
}

/** The projection without newly consumed events; undefined when none of them has happened, for nothing is explained then. */
async function withoutNew(
  connection: Queryable,
  projection: Projection,
  { inputs }: Checkpoint,
  newTypes: readonly string[],
): Promise<Projection | undefined> {
  if ((await countOfTypes(connection, projection.context, newTypes, inputs)) === 0) return undefined;
  const product = withoutTypes(projection.product, newTypes);
  const events = product.from.flatMap((input) => (input.kind === "join" ? [] : [input.event]));
  return { ...projection, product, inputs: (each) => ({ ...projection.inputs(each), events }) };
}

/** The types of events that only the declared code consumes; null when it is not recorded which the live code did. */
async function newlyConsumed(
  connection: Queryable,
  { context, product }: Projection,
): Promise<readonly string[] | null> {
  const [row] = await connection.query({
    text: `select event_types from ${contextNames(context).checkpoints} where product = $1 and major = $2`,
    values: [product.name, product.major],
  });
  const recorded = row?.["event_types"] ?? null;
  if (recorded === null) return null;
  const before = JSON.parse(recorded) as readonly string[];
  return consumedTypes(product).filter((type) => !before.includes(type));
}

async function countQuarantined(
  connection: Queryable,
  { context, product }: Projection,
  generation: number,
): Promise<number> {
  const [row] = await connection.query({
    text: `select count(*) as events from ${contextNames(context).quarantine}
           where product = $1 and major = $2 and generation = $3`,
    values: [product.name, product.major, generation],
  });
  return Number(row?.["events"]);
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
