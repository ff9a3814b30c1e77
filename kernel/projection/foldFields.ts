import { decimalText, quotient, unitsOf } from "../decimal.ts";
import { MeshError } from "../errors.ts";
import type { RecordedEvent } from "../event/event.ts";
import type { Aggregate } from "../product/aggregate.ts";
import type { DataProduct, Row } from "../product/dataProduct.ts";
import { eventValue } from "../product/eventValue.ts";
import type { FieldType } from "../product/field.ts";
import { countOf, sumOf, timeOf } from "../product/remembered.ts";
import type { FoldInput } from "../product/input.ts";
import { isBefore } from "./isBefore.ts";

/** Answers whether this member is counted for the first time for the row at hand. */
export type IsFirst = (member: string) => boolean;

/**
 * What one event makes of a row by a declarative fold: the fields, and the state beside them, that it changes. This is
 * the meaning of every aggregate; the SQL of kernel/postgres/sql must come to the same.
 */
export function foldFields(
  product: DataProduct,
  input: FoldInput,
  event: RecordedEvent,
  before: Row,
  isFirst: IsFirst,
): Row {
  const patch: Record<string, unknown> = {};
  for (const [field, aggregate] of Object.entries(input.set)) {
    const value = aggregate.of === null ? true : eventValue(event, aggregate.of);
    if (value === undefined || (value === null && aggregate.kind !== "latest")) continue;
    Object.assign(patch, foldField({ product, field, aggregate, value, event, before, isFirst }));
  }
  return patch;
}

interface Folding {
  readonly product: DataProduct;
  readonly field: string;
  readonly aggregate: Aggregate;
  readonly value: unknown;
  readonly event: RecordedEvent;
  readonly before: Row;
  readonly isFirst: IsFirst;
}

function foldField(folding: Folding): Row {
  const { product, field, aggregate, value, before, isFirst } = folding;
  const was = before[field] ?? null;
  const type = typeOf(product, field);
  switch (aggregate.kind) {
    case "latest":
      return aggregate.by === "position" ? { [field]: value } : latestByTime(folding);
    case "first":
      return was === null ? { [field]: value } : {};
    case "count":
      return { [field]: plus(type, was, 1, field) };
    case "countDistinct":
      return isFirst(memberOf(field, value)) ? { [field]: plus(type, was, 1, field) } : {};
    case "sum":
      return { [field]: plus(type, was, value, field) };
    case "average":
      return mean(folding, type);
    case "min":
      return was === null || isBefore(type, value, was) ? { [field]: value } : {};
    case "max":
      return was === null || isBefore(type, was, value) ? { [field]: value } : {};
  }
}

/** How a member of a `countDistinct` field is kept: with the field's name, since a product may have several. */
export const memberOf = (field: string, value: unknown): string => `${field}=${String(value)}`;

function latestByTime({ field, value, event, before }: Folding): Row {
  const known = before[timeOf(field)];
  if (typeof known === "string" && event.occurredAt < known) return {};
  return { [field]: value, [timeOf(field)]: event.occurredAt };
}

function plus(type: FieldType, was: unknown, value: unknown, field: string): number | string {
  const scale = type.name === "decimal" ? type.scale : 0;
  const total = units(was ?? 0, scale, field) + units(value, scale, field);
  return type.name === "int" ? Number(total) : decimalText(total, scale);
}

function mean({ field, value, before }: Folding, type: FieldType): Row {
  const scale = type.name === "decimal" ? type.scale : 0;
  const total = units(before[sumOf(field)] ?? 0, scale, field) + units(value, scale, field);
  const number = BigInt((before[countOf(field)] as string | null | undefined) ?? "0") + 1n;
  return {
    [field]: decimalText(quotient(total, number), scale),
    [sumOf(field)]: decimalText(total, scale),
    [countOf(field)]: number.toString(),
  };
}

function units(value: unknown, scale: number, field: string): bigint {
  const found = unitsOf(value, scale);
  if (found !== undefined) return found;
  const most = scale === 0 ? "a whole number" : `a number of at most ${scale} digits after the point`;
  throw new MeshError("BAD_USER_INPUT", `field "${field}" adds up what is not ${most}`);
}

function typeOf(product: DataProduct, field: string): FieldType {
  const type = product.fields[field]?.spec.type;
  if (type === undefined) throw new TypeError(`${product.name} has no field "${field}"`);
  return type;
}
