import type { DataProduct } from "../../product/dataProduct.ts";
import { columnName } from "../../product/names.ts";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";
import { keyColumn } from "../products/columnsOf.ts";
import type { GenerationNames } from "../products/productNames.ts";
import { sideBySide } from "./sideBySide.ts";

/** In how many rows a later generation differs from an earlier one. */
export interface DifferenceCounts {
  /** Rows of the earlier generation, and of the later one. */
  readonly before: number;
  readonly after: number;
  readonly added: number;
  /** Of those added, how many a third generation has too. */
  readonly addedAnyway: number;
  readonly gone: number;
  /** Rows of both, in which a field that both have differs. */
  readonly changed: number;
  /** Field -> in how many rows its value differs; fields in which none does are not in it. */
  readonly changedByField: ReadonlyMap<string, number>;
  /** Field that only the later generation has -> how many of its rows have a value in it. */
  readonly filledByField: ReadonlyMap<string, number>;
}

/**
 * Counts in one pass how the rows of a generation differ from those of an earlier one. With `anyway`, a third
 * generation, also how many of the added rows it has.
 */
export async function countDifferences(
  connection: Queryable,
  product: DataProduct,
  before: GenerationNames,
  after: GenerationNames,
  anyway?: GenerationNames,
): Promise<DifferenceCounts> {
  const { from, isAdded, isGone, isChanged, differs, addedFields } = await sideBySide(
    connection,
    product,
    before,
    after,
  );
  const key = keyColumn(product).name;
  const counted = [
    `count(old.${key}) as before, count(new.${key}) as after`,
    `count(*) filter (where ${isAdded}) as added, count(*) filter (where ${isGone}) as gone`,
    `count(*) filter (where ${isChanged}) as changed`,
    `count(*) filter (where ${isAdded} and ${anyway === undefined ? "true" : `too.${key} is not null`}) as anyway`,
    ...[...differs.values()].map(
      (differ, index) =>
        `count(*) filter (where old.${key} is not null and new.${key} is not null and ${differ}) as c${index}`,
    ),
    ...addedFields.map((field, index) => `count(new.${identifier(columnName(field))}) as f${index}`),
  ];
  const third = anyway === undefined ? "" : `left join ${anyway.rows} too on too.${key} = new.${key}`;
  const [row] = await connection.query({ text: `select ${counted.join(", ")} ${from} ${third}` });
  const count = (name: string): number => Number(row?.[name] ?? 0);
  return {
    before: count("before"),
    after: count("after"),
    added: count("added"),
    addedAnyway: count("anyway"),
    gone: count("gone"),
    changed: count("changed"),
    changedByField: new Map(
      [...differs.keys()]
        .map((field, index) => [field, count(`c${index}`)] as const)
        .filter(([, rows]) => rows > 0),
    ),
    filledByField: new Map(addedFields.map((field, index) => [field, count(`f${index}`)] as const)),
  };
}
