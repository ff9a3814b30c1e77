import type { DataProduct } from "../product/dataProduct.ts";
import type { FieldType } from "../product/field.ts";
import type { JoinInput } from "../product/input.ts";

/** What folding needs of a declaration for every event, in a form that costs nothing to go through. */
export interface FoldPlan {
  readonly fields: readonly PlannedField[];
  /** What declarative folds remember beside the fields. */
  readonly remembered: readonly string[];
  readonly joins: readonly JoinInput[];
}

interface PlannedField {
  readonly name: string;
  readonly type: FieldType;
  readonly optional: boolean;
  /** How errors call it. */
  readonly where: string;
}

/** Derived from declarations, which do not change, and kept as long as they are. */
const plans = new WeakMap<DataProduct, FoldPlan>();

/** The plan of a product, made once. */
export function foldPlan(product: DataProduct): FoldPlan {
  const found = plans.get(product);
  if (found !== undefined) return found;
  const plan: FoldPlan = {
    fields: Object.entries(product.fields).map(([name, { spec }]) => ({
      name,
      type: spec.type,
      optional: spec.optional,
      where: `field "${name}"`,
    })),
    remembered: Object.keys(product.remembered),
    joins: product.from.filter((input): input is JoinInput => input.kind === "join"),
  };
  plans.set(product, plan);
  return plan;
}
