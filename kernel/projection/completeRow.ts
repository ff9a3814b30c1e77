import { MeshError } from "../errors.ts";
import type { DataProduct, Row } from "../product/dataProduct.ts";
import { canonicalValue } from "../product/canonicalValue.ts";
import { checkValue } from "../product/checkValue.ts";
import { foldPlan } from "./foldPlan.ts";

/**
 * The row after a patch: fields the patch holds are set, others keep their value, counts and sums begin at 0, absent
 * optional ones are null. What declarative folds remember stands beside the fields.
 * Throws MeshError BAD_USER_INPUT when a required field is missing, a value is not of its field's type, or the
 * patch names a field the product does not have.
 */
export function completeRow(product: DataProduct, before: Row | null, patch: Partial<Row>): Row {
  for (const name in patch) {
    if (product.fields[name] === undefined && product.remembered[name] === undefined) {
      throw new MeshError("BAD_USER_INPUT", `the fold set "${name}", which is not a field`);
    }
  }
  const { fields, remembered } = foldPlan(product);
  const row: Record<string, unknown> = {};
  for (const { name, type, optional, where } of fields) {
    const value = valueAfter(product, name, before, patch);
    if (value === null && !optional) {
      throw new MeshError("BAD_USER_INPUT", `${where} is required and missing`);
    }
    if (value !== null) checkValue(type, value, where);
    row[name] = value === null ? null : canonicalValue(type, value);
  }
  for (const name of remembered) row[name] = valueAfter(product, name, before, patch);
  return row;
}

function valueAfter(product: DataProduct, name: string, before: Row | null, patch: Partial<Row>): unknown {
  if (patch[name] !== undefined) return patch[name];
  return before?.[name] ?? product.start[name] ?? null;
}
