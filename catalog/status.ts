import { modelId, type NamedModel } from "@datamesh/kernel/lineage";
import { type LogStatus, position, type Position } from "@datamesh/kernel/log";
import { contextNames, type Queryable, type TextRow, unknownEvents } from "@datamesh/kernel/postgres";
import { logName, type ProductRef, productRef } from "@datamesh/kernel/product";

/** How far a product is. */
export interface ProductPosition {
  readonly product: ProductRef;
  /** The newest position of its history. */
  readonly position: Position;
  /** What its state is called: `g1.c42.e0`. */
  readonly revision: string;
  /** Input events that could not be folded. */
  readonly quarantined: number;
  /** Since when the first of them waits, ISO 8601 in UTC; null when none does. */
  readonly quarantinedSince: string | null;
  /** Input events that were skipped on purpose. */
  readonly discarded: number;
}

/**
 * How far the mesh is, context by context. A context that does not answer is null: it says nothing of the others.
 */
export interface MeshStatus {
  log(context: string): Promise<LogStatus | null>;
  /** The types in the log that the context's declaration does not name. */
  unknownTypes(context: string): Promise<readonly string[] | null>;
  positions(context: string): Promise<readonly ProductPosition[] | null>;
  /** The models that rows of its products name, of each product the newest first. */
  models(context: string): Promise<readonly NamedModel[] | null>;
}

/** Where the status of contexts is read from, and who is told when that fails. */
export interface PostgresMeshStatusOptions {
  /** A connection of the catalog's read role, which is granted these (kernel/postgres/products/grantStatus.ts). */
  readonly database: Queryable;
  readonly onFailure?: (context: string, error: unknown) => void;
}

/** Reads each context's views `log_status` and `product_positions`, and its function `observed_models`. */
export function postgresMeshStatus({ database, onFailure }: PostgresMeshStatusOptions): MeshStatus {
  const orNull = async <T>(context: string, read: () => Promise<T | null>): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      onFailure?.(context, error);
      return null;
    }
  };
  return {
    log: (context) => orNull(context, () => readLog(database, context)),
    unknownTypes: (context) =>
      orNull(context, async () => (await unknownEvents(database, context)).map(({ type }) => type)),
    positions: (context) => orNull(context, () => readPositions(database, context)),
    models: (context) => orNull(context, () => readModels(database, context)),
  };
}

async function readLog(database: Queryable, context: string): Promise<LogStatus | null> {
  const { logStatus } = contextNames(context);
  const [row] = await database.query({ text: `select head, event_types from ${logStatus}` });
  if (row === undefined) return null;
  const counts = JSON.parse(row["event_types"] ?? "{}") as Record<string, number>;
  const eventTypes = Object.entries(counts).map(([type, count]) => ({ type, count }));
  return {
    name: logName(context),
    head: position(row["head"] ?? ""),
    eventTypes: eventTypes.toSorted((a, b) => (a.type < b.type ? -1 : 1)),
  };
}

async function readPositions(database: Queryable, context: string): Promise<readonly ProductPosition[]> {
  const { productPositions } = contextNames(context);
  const rows = await database.query({
    text: `select product, major, position, generation, cut, epoch, quarantined, discarded,
             to_char(quarantined_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since
           from ${productPositions}`,
  });
  return rows.map(productPosition);
}

async function readModels(database: Queryable, context: string): Promise<readonly NamedModel[]> {
  const { observedModels } = contextNames(context);
  const rows = await database.query({
    text: `select product, major, model_name, model_version from ${observedModels}()`,
  });
  return rows.map((row) => ({
    id: modelId(row["model_name"] ?? "", row["model_version"] ?? ""),
    product: productRef(row["product"] ?? "", Number(row["major"])),
  }));
}

const productPosition = (row: TextRow): ProductPosition => ({
  product: productRef(row["product"] ?? "", Number(row["major"])),
  position: position(row["position"] ?? ""),
  revision: `g${row["generation"]}.c${row["cut"]}.e${row["epoch"]}`,
  quarantined: Number(row["quarantined"]),
  quarantinedSince: row["since"] ?? null,
  discarded: Number(row["discarded"]),
});
