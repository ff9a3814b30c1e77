import { type Position, position, START } from "../../log/position.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import type { Fingerprint } from "../../product/fingerprint.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable, TextRow } from "../database.ts";

/** Where a product's projection stands. */
export interface Checkpoint {
  readonly generation: number;
  readonly version: string;
  readonly fingerprint: Fingerprint;
  /** Number of commits. */
  readonly cut: number;
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

/** Reads the checkpoint; `lock` keeps every other projector of the product out until the transaction ends. */
export async function readCheckpoint(
  connection: Queryable,
  context: string,
  product: DataProduct,
  options: { readonly lock: boolean },
): Promise<Checkpoint | undefined> {
  const rows = await connection.query({
    text: `select generation, version, fingerprint, cut, position, inputs, base_cut, retained_to from ${contextNames(context).checkpoints}
           where product = $1 and major = $2${options.lock ? " for update" : ""}`,
    values: [product.name, product.major],
  });
  return rows[0] === undefined ? undefined : checkpointOf(rows[0]);
}

const checkpointOf = (row: TextRow): Checkpoint => ({
  generation: Number(row["generation"]),
  version: row["version"] ?? "",
  fingerprint: JSON.parse(row["fingerprint"] ?? "{}") as Fingerprint,
  cut: Number(row["cut"]),
  position: position(row["position"] ?? ""),
  inputs: JSON.parse(row["inputs"] ?? "{}") as Inputs,
  baseCut: Number(row["base_cut"]),
  retainedTo: position(row["retained_to"] ?? ""),
});

/** Moves the checkpoint and journals the cut, in the transaction that wrote the rows. */
export async function commitCheckpoint(
  connection: Queryable,
  context: string,
  product: DataProduct,
  cutsTable: string,
  next: Pick<Checkpoint, "cut" | "position" | "inputs">,
): Promise<void> {
  const inputs = JSON.stringify(next.inputs);
  await connection.query({
    text: `update ${contextNames(context).checkpoints}
           set cut = $3, position = $4, inputs = $5, version = $6, committed_at = clock_timestamp()
           where product = $1 and major = $2`,
    values: [product.name, product.major, next.cut, next.position, inputs, product.version],
  });
  await connection.query({
    text: `insert into ${cutsTable} (cut, position, inputs) values ($1, $2, $3)`,
    values: [next.cut, next.position, inputs],
  });
  await connection.query({
    text: "select pg_notify('datamesh', $1)",
    values: [`product ${product.name}@${product.major} ${next.position}`],
  });
}
