import { compareStoredFields } from "../../contract/compareStoredFields.ts";
import { type ComputedBump, computeBump, versionProblem } from "../../contract/computeBump.ts";
import { fingerprintDifference } from "../../product/fingerprint.ts";
import { type ProductRef, productRef } from "../../product/names.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import type { Revision } from "../../projection/revision.ts";
import { generationDigest } from "../compare/compareGenerations.ts";
import { countDifferences, type DifferenceCounts } from "../compare/countDifferences.ts";
import { type DifferenceSample, sampleDifferences } from "../compare/sampleDifferences.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { generationNames } from "../products/productNames.ts";
import type { Checkpoint } from "../projection/checkpoint.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { countEvents } from "./countEvents.ts";
import { COMPARED, type Shadow } from "./shadow.ts";

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

/** What is asked of a diff besides its product. */
export interface DiffOptions {
  /** How many rows of each kind are shown. */
  readonly samples: number;
  /** Finds out why the values that a version follows were wrong, if the declared one is to correct them. */
  readonly correctionOf?: (live: string) => string | undefined;
}

const NO_HISTORY = Number.MAX_SAFE_INTEGER;

/** Compares a shadow with what is live in a snapshot, and computes the version that needs. */
export async function compareShadow(
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
      rows.added + rows.gone + rows.changed === 0 || samples === 0
        ? []
        : await sampleDifferences(snapshot, product, before, shadow.tables, samples, without?.tables),
    correction: correction ?? null,
    problem: versionProblem(live.version, product.version, computed),
  };
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
