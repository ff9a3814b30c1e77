import { applyMask } from "@datamesh/kernel/policy";
import type { FieldDescriptor } from "@datamesh/kernel/product";
import { madeUpValue } from "./madeUpValue.ts";

/** A value of a field, and how it is shown to those who are not entitled to it: null when it is redacted. */
interface Example {
  readonly value: string;
  readonly masked: string | null;
}

/** Makes up a value of a field, always the same one, and masks it as subgraphs do. Never a real value. */
export function fieldExample(field: Pick<FieldDescriptor, "name" | "type" | "unit" | "mask">): Example {
  const value = madeUpValue(field);
  return { value, masked: field.mask === undefined ? value : applyMask(field.mask, value) };
}
