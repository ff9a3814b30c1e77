import { Kind } from "graphql";
import type { ScalarRule } from "./scalar.ts";

const MAX_LENGTH = 1_000;

/** An exact decimal number, answered as text with all its digits; money is this. */
export const decimalRule: ScalarRule = {
  name: "Decimal",
  description: 'An exact decimal number, as text: `"20000.00"`.',
  url: "https://www.w3.org/TR/xmlschema-2/#decimal",
  expected: 'a decimal number without exponent, as text: "20000.00"',
  literals: [Kind.STRING, Kind.INT, Kind.FLOAT],
  canonical: (text) => (text.length <= MAX_LENGTH && /^-?\d+(\.\d+)?$/.test(text) ? text : undefined),
};
