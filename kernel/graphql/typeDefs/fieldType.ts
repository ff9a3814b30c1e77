import { assertNever } from "../../assertNever.ts";
import type { FieldDescriptor, FieldType, ProductDescriptor } from "../../product/index.ts";

/** The GraphQL type of a field's values, without nullability: `Int`, `[String!]`, `LoanApplicationV1Outcome`. */
export function fieldType(product: ProductDescriptor, field: FieldDescriptor): string {
  return typeName(product, field, field.type);
}

/** The GraphQL enum of a closed enum field. */
export const enumName = ({ graphql }: ProductDescriptor, { name }: FieldDescriptor): string =>
  `${graphql.type}${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/**
 * Whether a row may lack the value: it is optional, or it may be withheld from somebody. The key never is.
 */
export function isNullable({ key }: ProductDescriptor, field: FieldDescriptor): boolean {
  if (field.name === key) return false;
  return field.optional || field.classification === "personal" || field.read !== undefined;
}

function typeName(product: ProductDescriptor, field: FieldDescriptor, type: FieldType): string {
  switch (type.name) {
    case "id":
      return "ID";
    case "text":
      return "String";
    case "int":
      return "Int";
    case "bigint":
      return "BigInt";
    case "float":
      return "Float";
    case "boolean":
      return "Boolean";
    case "date":
      return "Date";
    case "timestamp":
      return "DateTime";
    case "decimal":
      return "Decimal";
    case "enum":
      return type.open ? "String" : enumName(product, field);
    case "list":
      return `[${typeName(product, field, type.of)}!]`;
    default:
      return assertNever(type);
  }
}
