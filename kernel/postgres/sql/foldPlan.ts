import type { Aggregate } from "../../product/aggregate.ts";
import type { DataProduct } from "../../product/dataProduct.ts";
import type { FoldInput } from "../../product/input.ts";
import { type Column, columnsOf, keyColumn } from "../products/columnsOf.ts";
import { type JoinPlan, planJoins } from "./joinPlan.ts";
import { keySql, NotInSql, type SourceSql, sourceSql } from "./sourceSql.ts";

/** How a field is made from events of some types. */
export interface FieldSource extends SourceSql {
  readonly types: readonly string[];
}

/** One field of a declarative fold, in the terms of SQL over a log's columns. */
export interface FieldPlan {
  readonly field: string;
  readonly column: Column;
  readonly aggregate: Aggregate;
  readonly sources: readonly FieldSource[];
}

/** The key of a row, as the events of some types hold it. */
export interface KeyPlan {
  readonly types: readonly string[];
  readonly value: string;
}

/** A product's declarative folds, ready to be written as SQL. */
export interface FoldPlan {
  readonly product: DataProduct;
  readonly key: Column;
  readonly keys: readonly KeyPlan[];
  readonly fields: readonly FieldPlan[];
  readonly joins: readonly JoinPlan[];
  /** Every event type that is folded. */
  readonly types: readonly string[];
}

/**
 * Plans the folds of a product as SQL; the reason, in words, when they cannot be: a function among them, or values that
 * the database would read otherwise than the kernel does.
 */
export function planFolds(product: DataProduct): FoldPlan | { readonly reason: string } {
  try {
    return planned(product);
  } catch (error) {
    if (error instanceof NotInSql) return { reason: error.message };
    throw error;
  }
}

function planned(product: DataProduct): FoldPlan {
  const folds = product.from.flatMap((input): FoldInput[] => {
    if (input.kind === "fold") return [input];
    if (input.kind === "join") return [];
    throw new NotInSql("a fold is a function");
  });
  if (folds.length === 0) throw new NotInSql("nothing is folded");
  const keys = folds.map((fold) => ({ types: fold.of, value: keySql(product, fold) }));
  refuseSeveralKeys(keys);
  const names = [...new Set(folds.flatMap(({ set }) => Object.keys(set)))];
  const columns = columnsOf(product.fields);
  return {
    product,
    key: keyColumn(product),
    keys: distinctKeys(keys),
    fields: columns.filter(({ field }) => names.includes(field)).map((column) => fieldPlan(folds, column)),
    joins: planJoins(product, names),
    types: [...new Set(folds.flatMap(({ of }) => of))],
  };
}

function fieldPlan(folds: readonly FoldInput[], column: Column): FieldPlan {
  const { field } = column;
  const giving = folds.filter(({ set }) => set[field] !== undefined);
  const aggregate = giving[0]?.set[field];
  if (aggregate === undefined) throw new TypeError(`no fold gives "${field}"`);
  const types = giving.flatMap(({ of }) => of);
  if (new Set(types).size < types.length) throw new NotInSql(`"${field}" is given twice by one event`);
  const sources = giving.map((fold) => ({
    types: fold.of,
    ...sourceSql(fold, fold.set[field] as Aggregate, column),
  }));
  return { field, column, aggregate, sources };
}

/** One event that concerned two rows could change both; the database folds one. */
function refuseSeveralKeys(keys: readonly KeyPlan[]): void {
  for (const key of keys) {
    const other = keys.find(
      (each) => each.value !== key.value && each.types.some((t) => key.types.includes(t)),
    );
    if (other !== undefined) throw new NotInSql("one event names the keys of two rows");
  }
}

function distinctKeys(keys: readonly KeyPlan[]): readonly KeyPlan[] {
  const values = [...new Set(keys.map(({ value }) => value))];
  return values.map((value) => ({
    value,
    types: [...new Set(keys.filter((each) => each.value === value).flatMap(({ types }) => types))],
  }));
}
