import { Field, type FieldType } from "./field.ts";

function field<V>(type: FieldType): Field<V> {
  return new Field<V>({ type, description: "", optional: false, classification: "internal", indexed: false });
}

/** An identifier, compared bytewise. GraphQL `ID`. */
export const id = (): Field<string> => field({ name: "id" });
/** Text of any length. GraphQL `String`. */
export const text = (): Field<string> => field({ name: "text" });
/** A whole number of 32 bits. GraphQL `Int`. */
export const int = (): Field<number> => field({ name: "int" });
/** A whole number of 64 bits, as decimal digits in a string. GraphQL `BigInt`. */
export const bigint = (): Field<string> => field({ name: "bigint" });
/** A double-precision number. Not for money. GraphQL `Float`. */
export const float = (): Field<number> => field({ name: "float" });
/** GraphQL `Boolean`. */
export const boolean = (): Field<boolean> => field({ name: "boolean" });
/** A calendar day, `YYYY-MM-DD`. GraphQL `Date`. */
export const date = (): Field<string> => field({ name: "date" });
/** A moment in UTC to the millisecond, `YYYY-MM-DDTHH:MM:SS.sssZ`. GraphQL `DateTime`. */
export const timestamp = (): Field<string> => field({ name: "timestamp" });

/** An exact number of at most `precision` digits, `scale` of them after the point; money is this. GraphQL `Decimal`. */
export function decimal(precision: number, scale: number): Field<string> {
  if (
    !Number.isInteger(precision) ||
    !Number.isInteger(scale) ||
    scale < 0 ||
    precision < Math.max(1, scale)
  ) {
    throw new TypeError(`decimal(${precision}, ${scale}) needs 0 <= scale <= precision and precision >= 1`);
  }
  return field({ name: "decimal", precision, scale });
}

const ENUM_VALUE = /^[A-Z][A-Z0-9_]*$/;

/** One of a closed list of UPPER_CASE values; a new one is a breaking change. A GraphQL enum. */
export function enumOf<const T extends string>(...values: readonly T[]): Field<T> {
  return field({ name: "enum", values: checkedValues(values), open: false });
}

/** One of a list that may grow: consumers must expect values they do not know. GraphQL `String`. */
export function openEnumOf<const T extends string>(...values: readonly T[]): Field<T> {
  return field({ name: "enum", values: checkedValues(values), open: true });
}

function checkedValues(values: readonly string[]): readonly string[] {
  const bad = values.find((value) => !ENUM_VALUE.test(value));
  if (values.length === 0 || bad !== undefined || new Set(values).size !== values.length) {
    throw new TypeError(`an enum needs distinct UPPER_CASE values, got ${JSON.stringify(values)}`);
  }
  return values;
}

/** A list of values of another field's type; lists of lists are refused. */
export function list<V>(of: Field<V>): Field<readonly V[]> {
  if (of.spec.type.name === "list") throw new TypeError("a list of lists is not a field type");
  return field({ name: "list", of: of.spec.type });
}
