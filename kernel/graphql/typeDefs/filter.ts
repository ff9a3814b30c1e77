import type { FieldDescriptor, ProductDescriptor } from "../../product/index.ts";
import { operatorsOf, type Operator } from "../../postgres/read/index.ts";
import { isSealed } from "../../postgres/columns/index.ts";
import { described } from "./described.ts";
import { enumName, fieldType } from "./fieldType.ts";

/** An input type that filters one field. */
export interface Filter {
  readonly name: string;
  readonly definition: string;
}

const MEANINGS: Readonly<Record<Operator, string>> = {
  eq: "Equal to.",
  in: "Equal to one of at most 1000 values.",
  gt: "Greater than.",
  gte: "Greater than or equal to.",
  lt: "Less than.",
  lte: "Less than or equal to.",
  startsWith: "Starts with this text, case and all.",
  isNull: "Whether there is no value.",
};

const KINDS = {
  id: "Id",
  text: "Text",
  int: "Int",
  bigint: "BigInt",
  float: "Float",
  boolean: "Boolean",
  date: "Date",
  timestamp: "DateTime",
  decimal: "Decimal",
  list: "List",
} as const;

/** The filter of a field. Fields of one kind share it, within a subgraph and across all of them. */
export function filterOf(product: ProductDescriptor, field: FieldDescriptor): Filter {
  const name = filterName(product, field);
  const lines = operatorsOf(field).map((operator) =>
    described(MEANINGS[operator], `${operator}: ${operandType(product, field, operator)}`, 2),
  );
  return { name, definition: `input ${name} {\n${lines.join("\n")}\n}` };
}

function filterName(product: ProductDescriptor, field: FieldDescriptor): string {
  const { type } = field;
  if (type.name === "enum") return type.open ? "TextEqualityFilter" : `${enumName(product, field)}Filter`;
  const narrowed = isSealed(field) && !["id", "boolean", "list"].includes(type.name);
  return `${KINDS[type.name]}${narrowed ? "Equality" : ""}Filter`;
}

function operandType(product: ProductDescriptor, field: FieldDescriptor, operator: Operator): string {
  if (operator === "isNull") return "Boolean";
  const type = fieldType(product, field);
  return operator === "in" ? `[${type}!]` : type;
}
