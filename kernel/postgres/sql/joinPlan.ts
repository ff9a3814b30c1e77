import type { DataProduct } from "../../product/dataProduct.ts";
import type { JoinInput } from "../../product/input.ts";
import type { ProductRef } from "../../product/names.ts";
import { isSealed } from "../columns/index.ts";
import { type Column, columnsOf } from "../products/columnsOf.ts";
import { NotInSql } from "./sourceSql.ts";

/** A join, in the terms of columns. */
export interface JoinPlan {
  readonly product: ProductRef;
  /** The upstream's place among the products that are joined: its changes come in this order within a commit. */
  readonly turn: number;
  /** The own column that holds the upstream's key. */
  readonly by: Column;
  readonly key: Column;
  readonly take: readonly { readonly mine: Column; readonly theirs: Column }[];
}

/** Plans the joins of a product. Throws NotInSql where columns are stored otherwise on both sides. */
export function planJoins(product: DataProduct, folded: readonly string[]): readonly JoinPlan[] {
  const joins = product.from.filter((input): input is JoinInput => input.kind === "join");
  const upstreams = [...new Set(joins.map(({ upstream }) => upstream.product))];
  return joins.map((join) => planJoin(product, folded, join, upstreams.indexOf(join.upstream.product)));
}

function planJoin(
  product: DataProduct,
  folded: readonly string[],
  { upstream, by, take }: JoinInput,
  turn: number,
): JoinPlan {
  if (by !== product.key && !folded.includes(by)) throw new NotInSql(`"${by}" comes of another join`);
  const [own, theirs] = [columnsOf(product.fields), columnsOf(upstream.fields)];
  const pair = (mine: string, other: string): { readonly mine: Column; readonly theirs: Column } => {
    const found = { mine: columnNamed(own, mine), theirs: columnNamed(theirs, other) };
    if (isSealed(found.mine.stored) === isSealed(found.theirs.stored)) return found;
    throw new NotInSql(`"${mine}" is not stored as ${upstream.product} stores it`);
  };
  const key = pair(by, upstream.key);
  return {
    product: upstream.product,
    turn,
    by: key.mine,
    key: key.theirs,
    take: Object.entries(take).map(([mine, other]) => pair(mine, other)),
  };
}

function columnNamed(columns: readonly Column[], field: string): Column {
  const found = columns.find((column) => column.field === field);
  if (found === undefined) throw new TypeError(`there is no column of "${field}"`);
  return found;
}
