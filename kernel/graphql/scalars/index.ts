import type { ScalarRule } from "./scalar.ts";
import { bigIntRule } from "./bigInt.ts";
import { dateRule } from "./date.ts";
import { dateTimeRule } from "./dateTime.ts";
import { decimalRule } from "./decimal.ts";

export { scalar, type ScalarRule } from "./scalar.ts";

/** The custom scalars of the mesh. */
export const SCALAR_RULES: readonly ScalarRule[] = Object.freeze([
  bigIntRule,
  dateRule,
  dateTimeRule,
  decimalRule,
]);
