import type { ProductCut } from "../../cut/index.ts";
import { MeshError } from "../../errors.ts";
import { isoTime } from "../../isoTime.ts";
import { type ProductDescriptor, type ProductRef, productRef, type Row } from "../../product/index.ts";
import type { Statement, TextRow } from "../database.ts";
import { parameters } from "./parameters.ts";
import type { ReadTable } from "./readTable.ts";

/** Runs a statement for reading. */
export type Run = (statement: Statement) => Promise<readonly TextRow[]>;

/** The earliest cut of a product that can be read, and when it was committed (ISO 8601 in UTC); null before any commit. */
interface Earliest {
  readonly position: number;
  readonly time: string | null;
}

/**
 * Throws AS_OF_UNAVAILABLE, with the earliest cut that can be read, unless the history is whole at this one. Since
 * what is held only ever shrinks, this may be asked after reading.
 */
export async function refuseUnheld(
  run: Run,
  table: ReadTable,
  product: ProductDescriptor,
  cut: ProductCut,
): Promise<void> {
  const given = parameters();
  const [row] = await run({ text: `select ${table.holds(given, cut)} as held`, values: given.values });
  if (row?.["held"] === "t") return;
  const earliest = await earliestCut(run, table);
  const ref = productRef(product.name, product.major);
  if (product.history === false) throw withoutHistory(ref, earliest);
  const beyond = earliest.position <= cut.position;
  throw new MeshError(
    "AS_OF_UNAVAILABLE",
    beyond
      ? `${ref} has not come to position ${cut.position}: the cut is of another mesh, or of one that was restored`
      : `${ref} can no longer be read as of position ${cut.position}; the earliest is position ${earliest.position}, committed at ${earliest.time ?? "no time"}`,
    { product: ref, earliest },
  );
}

const withoutHistory = (product: ProductRef, earliest: Earliest): MeshError =>
  new MeshError("AS_OF_UNAVAILABLE", `${product} keeps no history: it can only be read as it is now`, {
    product,
    earliest,
  });

/** From where on the history of a product is whole at every position. */
export async function earliestCut(run: Run, { cuts }: ReadTable): Promise<Earliest> {
  const [row] = await run({
    text: `select f.floor, (select committed_at from ${cuts} where position >= f.floor order by position, cut limit 1) as time
           from (select coalesce(max(history_floor), 0) as floor from ${cuts} where history_floor is not null) f`,
  });
  const time = row?.["time"];
  return { position: Number(row?.["floor"]), time: typeof time === "string" ? isoTime(time) : null };
}

/**
 * Throws AS_OF_UNAVAILABLE when a row of a cut lacks a value that is promised to be there: the history from before a
 * rebuild does not have the fields that came with it.
 */
export function refuseUntold(
  product: ProductDescriptor,
  cut: ProductCut,
  names: readonly string[],
  rows: readonly Row[],
): readonly Row[] {
  const promised = product.fields.filter(({ name, optional }) => !optional && names.includes(name));
  const untold = promised.find(({ name }) => rows.some((row) => row[name] === null));
  if (untold === undefined) return rows;
  const ref = productRef(product.name, product.major);
  throw new MeshError(
    "AS_OF_UNAVAILABLE",
    `${ref} did not have ${untold.name} at position ${cut.position}: select what it had, or read it as it is now`,
    { product: ref, field: untold.name },
  );
}
