import { type Position, position, START } from "../../log/position.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import type { Fingerprint } from "../../product/fingerprint.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import type { Revision } from "../../projection/revision.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable, TextRow } from "../database.ts";
import { announcementSql } from "../products/revisionFunctions.ts";

/** Where a product's projection stands. */
export interface Checkpoint extends Revision {
  readonly version: string;
  readonly fingerprint: Fingerprint;
  readonly position: Position;
  readonly inputs: Inputs;
  /** The commit from which on this generation's code made the history; 0 for all of it. */
  readonly baseCut: number;
  /** The position of the own log up to which what is past its retention was removed. */
  readonly retainedTo: Position;
}

/** The position an input has been folded up to. */
export const folded = (checkpoint: Pick<Checkpoint, "inputs">, input: string): Position =>
  checkpoint.inputs[input]?.position ?? START;

/**
 * Reads the checkpoint; `lock` keeps every other projector of the product out until the transaction ends, which the
 * database does by itself when nothing is asked of it for `idleSeconds`.
 */
export async function readCheckpoint(
  connection: Queryable,
  context: string,
  product: DataProduct,
  { lock, idleSeconds }: { readonly lock: boolean; readonly idleSeconds?: number },
): Promise<Checkpoint | undefined> {
  const guard =
    idleSeconds === undefined ? "" : ", set_config('idle_in_transaction_session_timeout', $3, true) as guard";
  const rows = await connection.query({
    name: `checkpoint ${context} ${lock} ${idleSeconds}`,
    text: `select generation, version, fingerprint, cut, epoch, position, inputs, base_cut, retained_to${guard}
           from ${contextNames(context).checkpoints} where product = $1 and major = $2${lock ? " for update" : ""}`,
    values: [product.name, product.major, ...(idleSeconds === undefined ? [] : [`${idleSeconds}s`])],
  });
  return rows[0] === undefined ? undefined : checkpointOf(rows[0]);
}

const checkpointOf = (row: TextRow): Checkpoint => ({
  generation: Number(row["generation"]),
  version: row["version"] ?? "",
  fingerprint: JSON.parse(row["fingerprint"] ?? "{}") as Fingerprint,
  cut: Number(row["cut"]),
  epoch: Number(row["epoch"]),
  position: position(row["position"] ?? ""),
  inputs: JSON.parse(row["inputs"] ?? "{}") as Inputs,
  baseCut: Number(row["base_cut"]),
  retainedTo: position(row["retained_to"] ?? ""),
});

/** Moves the checkpoint, journals the cut and announces the revision, in the transaction that wrote the rows. */
export async function commitCheckpoint(
  connection: Queryable,
  context: string,
  product: DataProduct,
  cutsTable: string,
  next: Pick<Checkpoint, "cut" | "position" | "inputs">,
): Promise<void> {
  await connection.query({
    name: `commit ${cutsTable}`,
    text: `with moved as (
             update ${contextNames(context).checkpoints}
             set cut = $3, position = $4, inputs = $5, version = $6, committed_at = clock_timestamp()
             where product = $1 and major = $2 returning *),
           journaled as (
             insert into ${cutsTable} (cut, position, inputs, history_floor)
             select cut, position, inputs, ${product.history ? "null" : "position"} from moved)
           select pg_notify('datamesh', ${announcementSql("moved")}) from moved`,
    values: [
      product.name,
      product.major,
      next.cut,
      next.position,
      JSON.stringify(next.inputs),
      product.version,
    ],
  });
}
