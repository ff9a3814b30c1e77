import { Kind } from "graphql";
import type { ScalarRule } from "./scalar.ts";

const BOUND = 2n ** 63n;

/** A whole number of 64 bits, answered as text so that no client rounds it. */
export const bigIntRule: ScalarRule = {
  name: "BigInt",
  description: 'A whole number of 64 bits, as text: `"9007199254740993"`.',
  url: "https://www.w3.org/TR/xmlschema-2/#long",
  expected: "a whole number within 64 bits, as text",
  literals: [Kind.STRING, Kind.INT],
  canonical: (text) => {
    if (!/^-?\d{1,19}$/.test(text)) return undefined;
    const number = BigInt(text);
    return number >= -BOUND && number < BOUND ? `${number}` : undefined;
  },
};
