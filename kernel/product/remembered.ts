import type { Aggregate } from "./aggregate.ts";
import type { Fields, Row } from "./dataProduct.ts";
import type { Field } from "./field.ts";
import { bigint, decimal, timestamp } from "./fieldTypes.ts";
import type { Input } from "./input.ts";

/** The most digits a sum may have. */
const SUM_DIGITS = 38;

/** The state that holds when the value of a latest-by-`occurredAt` field happened. No field's name has two underscores. */
export const timeOf = (field: string): string => `${field}__at`;
/** The state that holds the sum of the values an average is of, and how many there are. */
export const sumOf = (field: string): string => `${field}__sum`;
export const countOf = (field: string): string => `${field}__count`;

/** What the declarative folds of a product remember beside its fields. */
export function rememberedFields(fields: Fields, from: readonly Input<Row>[]): Fields {
  const state: Record<string, Field<unknown>> = {};
  for (const [name, aggregate] of aggregatesOf(from)) {
    if (aggregate.kind === "latest" && aggregate.by === "occurredAt") {
      state[timeOf(name)] = timestamp().optional();
    }
    if (aggregate.kind === "average") {
      const type = fields[name]?.spec.type;
      state[sumOf(name)] = decimal(SUM_DIGITS, type?.name === "decimal" ? type.scale : 0).optional();
      state[countOf(name)] = bigint().optional();
    }
  }
  return state;
}

/** What counts and sums begin with, as values of their fields' types. */
export function startingRow(fields: Fields, from: readonly Input<Row>[]): Row {
  const counted = aggregatesOf(from).filter(([, { kind }]) => BEGINS_AT_ZERO.has(kind));
  return Object.fromEntries(counted.map(([name]) => [name, zero(fields[name])]));
}

const BEGINS_AT_ZERO: ReadonlySet<Aggregate["kind"]> = new Set(["count", "countDistinct", "sum"]);

function zero(field: Field<unknown> | undefined): number | string {
  const type = field?.spec.type;
  if (type?.name === "decimal") return type.scale === 0 ? "0" : `0.${"0".repeat(type.scale)}`;
  return type?.name === "bigint" ? "0" : 0;
}

const aggregatesOf = (from: readonly Input<Row>[]): readonly (readonly [string, Aggregate])[] =>
  from.flatMap((input) => (input.kind === "fold" ? Object.entries(input.set) : []));
