import type { FieldDescriptor } from "../../product/index.ts";
import { isSealed } from "../columns/index.ts";
import type { Comparison } from "./condition.ts";

/** What a filter on a field may say. */
export type Operator = Comparison | "in" | "isNull";

const EQUALITY = ["eq", "in", "isNull"] as const;
const RANGE = ["eq", "in", "gt", "gte", "lt", "lte", "isNull"] as const;

/**
 * The operators a field can be filtered by. Values stored as envelopes can only be compared for equality, and
 * lists only with null.
 */
export function operatorsOf({ type, classification }: FieldDescriptor): readonly Operator[] {
  switch (type.name) {
    case "list":
      return ["isNull"];
    case "boolean":
      return ["eq", "isNull"];
    case "id":
    case "enum":
      return EQUALITY;
    case "text":
      return isSealed({ type, classification }) ? EQUALITY : [...RANGE, "startsWith"];
    default:
      return isSealed({ type, classification }) ? EQUALITY : RANGE;
  }
}

/** Whether rows can be ordered by the field: not by envelopes, whose order means nothing, nor by lists. */
export const isOrderable = (field: FieldDescriptor): boolean =>
  field.type.name !== "list" && !isSealed(field);
