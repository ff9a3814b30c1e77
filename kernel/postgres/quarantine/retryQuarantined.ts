import { MeshError } from "../../errors.ts";
import type { Position } from "../../log/position.ts";
import { fingerprintDifference } from "../../product/fingerprint.ts";
import { type ProductRef, productRef } from "../../product/names.ts";
import { OWN_LOG } from "../../projection/index.ts";
import { keysOf } from "../../projection/keysOf.ts";
import { type Revision } from "../../projection/revision.ts";
import type { Database } from "../database.ts";
import { generationNames } from "../products/productNames.ts";
import { type Checkpoint, readCheckpoint } from "../projection/checkpoint.ts";
import type { Projection } from "../projection/projectBatch.ts";
import { eventSteps } from "../projection/readSteps.ts";
import { readMarks } from "../replay/foldUpTo.ts";
import { type Rebuild, rebuildProduct } from "../replay/rebuildProduct.ts";
import { withReplayLock } from "../replay/replayLock.ts";
import { type QuarantinedEvent, readQuarantine } from "./readQuarantine.ts";
import { type Refold, refoldKeys, withTaken } from "./refoldKeys.ts";
import { skippingDiscarded } from "./skippingDiscarded.ts";
import { writeRetry, type WrittenRetry } from "./writeRetry.ts";

/** What became of a retry. RETRIED: the rows concerned were derived anew. REBUILT: all of them were. NOTHING: neither. */
export interface Retry {
  readonly product: ProductRef;
  readonly how: "RETRIED" | "REBUILT" | "NOTHING";
  /** Why all rows were derived anew. */
  readonly because?: string;
  /** What the rebuild did. */
  readonly rebuild?: Rebuild;
  /** What was in quarantine and is in the product now, and what is in quarantine still. */
  readonly folded: readonly QuarantinedEvent[];
  readonly waiting: readonly QuarantinedEvent[];
  readonly changedRows: number;
  readonly revision: Revision;
}

/** What is retried, and how. */
export interface RetryOptions {
  /** Positions of the own log; everything that waits unless given. */
  readonly positions?: readonly number[];
  /** How many rows are derived apart from the rest at most; default 10,000. */
  readonly mostKeys?: number;
}

/** Beyond these, deriving everything anew costs less than finding out what is concerned. */
const MOST_KEYS = 10_000;

/**
 * Folds what waits in a product's quarantine, all of it or the events at some positions, as if nothing had ever been
 * wrong: the rows that they concern are derived anew from the log, every event in its place, and what differs is told in
 * the history as changes of one more commit. Where it cannot be told which rows those are, or the code has changed, the
 * product is rebuilt. Fails with NOT_FOUND when an event is not in quarantine, and with UNAVAILABLE when an upstream is
 * missing or a replay is under way. `migrate` are connections of the context's migrate role.
 */
export async function retryQuarantined(
  migrate: Database,
  projection: Projection,
  { positions, mostKeys = MOST_KEYS }: RetryOptions = {},
): Promise<Retry> {
  const { context, product, fingerprint } = projection;
  const live = await checkpointOf(migrate, projection);
  const before = await readQuarantine(migrate, context, product);
  const chosen = choose(before, positions, projection);
  const outcome = async (how: Retry["how"], done: WrittenRetry): Promise<Retry> => {
    const waiting = await readQuarantine(migrate, context, product);
    const left = new Set(waiting.map(nameOf));
    const folded = before.filter((each) => !left.has(nameOf(each)));
    const told = { product: productRef(product.name, product.major), folded, waiting, ...done };
    return { how, ...told };
  };
  const rebuild = async (because: string): Promise<Retry> => {
    const done = await rebuildProduct(migrate, projection, { anew: true });
    const { differingRows: changedRows, revision } = done;
    return { ...(await outcome("REBUILT", { changedRows, revision })), because, rebuild: done };
  };
  const difference = fingerprintDifference(live.fingerprint, fingerprint);
  if (difference !== "") return rebuild(`the code has changed (${difference})`);
  if (chosen.length === 0) return outcome("NOTHING", { changedRows: 0, revision: revisionOf(live) });
  if (chosen.some(({ input }) => input !== OWN_LOG)) return rebuild("a change of an upstream is among them");
  const done = await withReplayLock(migrate, projection, () =>
    retryKeys(migrate, projection, live, { chosen, mostKeys }),
  );
  if (done === "UNBOUNDED")
    return rebuild("it cannot be told which rows are concerned, or they are too many");
  if (done === "NOTHING") return outcome("NOTHING", { changedRows: 0, revision: revisionOf(live) });
  return outcome("RETRIED", done);
}

const nameOf = ({ input, position }: QuarantinedEvent): string => `${input} ${position}`;
const revisionOf = ({ generation, cut, epoch }: Checkpoint): Revision => ({ generation, cut, epoch });

function choose(
  waiting: readonly QuarantinedEvent[],
  positions: readonly number[] | undefined,
  { product }: Projection,
): readonly QuarantinedEvent[] {
  if (positions === undefined) return waiting;
  const missing = positions.filter((at) => !waiting.some(({ position }) => position === at));
  if (missing.length === 0) return waiting.filter(({ position }) => positions.includes(position));
  const ref = productRef(product.name, product.major);
  throw new MeshError(
    "NOT_FOUND",
    `no event at position ${missing.join(", ")} waits in the quarantine of ${ref}`,
  );
}

async function retryKeys(
  migrate: Database,
  given: Projection,
  begun: Checkpoint,
  { chosen, mostKeys }: { readonly chosen: readonly QuarantinedEvent[]; readonly mostKeys: number },
): Promise<WrittenRetry | "NOTHING" | "UNBOUNDED"> {
  const projection = await skippingDiscarded(migrate, given);
  const { context, product } = projection;
  const { cuts } = generationNames(context, product.name, product.major, begun.generation);
  const { keys, harmless } = await concernedKeys(migrate, projection, chosen);
  if (keys.size + harmless.length === 0) return "NOTHING";
  const marks = await readMarks(migrate, cuts, begun.cut);
  const refold = await refoldKeys(migrate, projection, keys, begun.inputs, { marks, mostKeys });
  if (refold === undefined) return "UNBOUNDED";
  refold.fold.folded.push(...harmless);
  if (!foldsAny(refold, chosen)) return "NOTHING";
  return migrate.transaction(async (connection) => {
    const live = await readCheckpoint(connection, context, product, { lock: true });
    if (live?.generation !== begun.generation) throw rebuiltMeanwhile(projection);
    const later = await readMarks(connection, cuts, live.cut);
    const fold = await refold.advance(connection, live.inputs, later);
    if (fold === undefined) return "UNBOUNDED";
    const rows = await withTaken(connection, projection, fold.rows, live.inputs);
    return writeRetry(connection, projection, live, fold, rows);
  });
}

/** The rows that events concern, and those events that concern none. Of one that cannot even be asked: nothing. */
async function concernedKeys(
  database: Database,
  { product, inputs }: Projection,
  chosen: readonly QuarantinedEvent[],
): Promise<{ readonly keys: ReadonlySet<string>; readonly harmless: readonly Position[] }> {
  const own = inputs(database);
  const keys = new Set<string>();
  const harmless: Position[] = [];
  for (const { position } of chosen) {
    const events = await own.log.read((position - 1) as Position, 1);
    for (const step of events.flatMap((event) => eventSteps(own, event))) {
      if (step.kind !== "event") continue;
      try {
        const concerned = keysOf(product, step.event);
        for (const key of concerned) keys.add(key);
        if (concerned.size === 0) harmless.push(position);
      } catch {
        // It is told among those that still wait.
      }
    }
  }
  return { keys, harmless };
}

function foldsAny({ fold }: Refold, chosen: readonly QuarantinedEvent[]): boolean {
  const folded = new Set<number>(fold.folded);
  return chosen.some(({ position }) => folded.has(position));
}

async function checkpointOf(database: Database, { context, product }: Projection): Promise<Checkpoint> {
  const live = await readCheckpoint(database, context, product, { lock: false });
  if (live !== undefined) return live;
  const ref = productRef(product.name, product.major);
  throw new MeshError("NOT_FOUND", `${ref} has no table yet: start the mesh, or migrate`);
}

const rebuiltMeanwhile = ({ product }: Projection): MeshError =>
  new MeshError(
    "UNAVAILABLE",
    `${productRef(product.name, product.major)} was rebuilt meanwhile: look at its quarantine again`,
  );
