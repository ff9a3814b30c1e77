import type { DataProduct } from "../../product/dataProduct.ts";
import { columnName } from "../../product/names.ts";
import { decode } from "../columns/index.ts";
import { keyColumn } from "../products/columnsOf.ts";
import type { Compared } from "./digest.ts";

/** A row or row version that is not what the events say. */
export interface Difference {
  readonly where: "rows" | "history";
  /** The key as its owner's events name it. */
  readonly key: string;
  /** Of a row version. */
  readonly position?: number;
  /** MISSING from what is live, EXTRA in it, or CHANGED. */
  readonly kind: "MISSING" | "EXTRA" | "CHANGED";
  /** The fields that differ, never their values. */
  readonly fields: readonly string[];
}

type Printed = Readonly<Record<string, string | null>>;

/** Compares what was read of two relations, by key. */
export function differencesOf(
  product: DataProduct,
  { within }: Compared,
  found: ReadonlyMap<string, Printed>,
  expected: ReadonlyMap<string, Printed>,
): readonly Difference[] {
  const key = keyColumn(product);
  const names = new Map(Object.keys(product.fields).map((field) => [columnName(field), field]));
  return [...new Set([...found.keys(), ...expected.keys()])].flatMap((each): Difference[] => {
    const [is, should] = [found.get(each), expected.get(each)];
    const columns = Object.keys(should ?? is ?? {}).filter((column) => is?.[column] !== should?.[column]);
    if (is !== undefined && should !== undefined && columns.length === 0) return [];
    const stored = (should ?? is)?.[columnName(key.field)] ?? null;
    return [
      {
        where: within === undefined ? "rows" : "history",
        key: String(decode(key.stored, stored)),
        ...(within !== undefined && { position: Number(each) }),
        kind: is === undefined ? "MISSING" : should === undefined ? "EXTRA" : "CHANGED",
        fields:
          is === undefined || should === undefined
            ? []
            : columns.map((column) => names.get(column) ?? column),
      },
    ];
  });
}
