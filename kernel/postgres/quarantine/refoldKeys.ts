import { type Position, START } from "../../log/position.ts";
import type { Row } from "../../product/dataProduct.ts";
import type { JoinInput } from "../../product/input.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { takenFields } from "../../projection/applyEvent.ts";
import { OWN_LOG } from "../../projection/index.ts";
import { KeyedFold } from "../../projection/keyedFold.ts";
import type { Queryable } from "../database.ts";
import type { ProductInputs } from "../projection/readSteps.ts";
import { stepsBetween } from "../projection/readSteps.ts";
import type { Projection } from "../projection/projectBatch.ts";
import type { RetentionMark } from "../replay/bulkReplay.ts";

const EVENTS_PER_READ = 5_000;
/** Rows that take more readings of the log than this to be told apart from the rest are hardly apart. */
const MOST_READINGS = 5;

/** Some rows, derived anew up to a position of the own log. */
export interface Refold {
  readonly fold: KeyedFold;
  /** Goes on to a later cut, past the retention commits up to there; undefined when more rows are concerned. */
  advance(connection: Queryable, to: Inputs, marks: readonly RetentionMark[]): Promise<KeyedFold | undefined>;
}

/**
 * Derives the rows under some keys from the log alone, with all rows that events concern together with them. Undefined
 * when those are too many to be kept apart from the rest.
 */
export async function refoldKeys(
  connection: Queryable,
  projection: Projection,
  keys: ReadonlySet<string>,
  to: Inputs,
  { marks, mostKeys }: { readonly marks: readonly RetentionMark[]; readonly mostKeys: number },
): Promise<Refold | undefined> {
  let asked = keys;
  for (let reading = 0; reading < MOST_READINGS && asked.size <= mostKeys; reading += 1) {
    const refold = begin(projection, asked);
    await foldOn(refold, connection, to, marks);
    if (!refold.fold.isWanting) return { fold: refold.fold, advance: advancing(refold) };
    asked = refold.fold.concerned;
  }
  return undefined;
}

interface Under {
  readonly projection: Projection;
  readonly fold: KeyedFold;
  at: Position;
  marksDone: number;
}

const begin = (projection: Projection, keys: ReadonlySet<string>): Under => ({
  projection,
  fold: new KeyedFold(projection.product, keys),
  at: START,
  marksDone: 0,
});

const advancing =
  (refold: Under): Refold["advance"] =>
  async (connection, to, marks) => {
    await foldOn(refold, connection, to, marks);
    return refold.fold.isWanting ? undefined : refold.fold;
  };

/** Folds on to a cut, and removes on the way what the marks say. */
async function foldOn(
  refold: Under,
  connection: Queryable,
  to: Inputs,
  marks: readonly RetentionMark[],
): Promise<void> {
  const inputs = refold.projection.inputs(connection);
  for (const mark of marks.slice(refold.marksDone)) {
    await foldRange(refold, inputs, mark.at);
    refold.fold.expire(mark.horizon);
    refold.marksDone += 1;
  }
  await foldRange(refold, inputs, to[OWN_LOG]?.position ?? START);
}

async function foldRange(refold: Under, inputs: ProductInputs, end: Position): Promise<void> {
  const own = { ...inputs, feeds: new Map() };
  while (refold.at < end) {
    const next = Math.min(end, refold.at + EVENTS_PER_READ) as Position;
    const cutAt = (position: Position): Inputs => ({ [OWN_LOG]: { position } });
    refold.fold.fold(await stepsBetween(own, cutAt(refold.at), cutAt(next)));
    refold.at = next;
  }
}

/** The rows with what they take from their upstreams at a cut. */
export async function withTaken(
  connection: Queryable,
  { product, inputs }: Projection,
  rows: ReadonlyMap<string, Row>,
  cut: Inputs,
): Promise<ReadonlyMap<string, Row>> {
  const { feeds } = inputs(connection);
  let filled = new Map(rows);
  for (const join of product.from.filter((input): input is JoinInput => input.kind === "join")) {
    const { product: upstream } = join.upstream;
    const named = new Set([...filled.values()].map((row) => row[join.by]).filter((key) => key !== null));
    const found = await feeds.get(upstream)?.rowsAt([...named].map(String), cut[upstream]?.position ?? START);
    filled = new Map(
      [...filled].map(([key, row]) => {
        const taken = takenFields(join, found?.get(String(row[join.by])) ?? null);
        return [key, { ...row, ...taken }] as const;
      }),
    );
  }
  return filled;
}
