import type { FieldNode } from "graphql";

/** Whether a field enters the introspection of the schema (GraphQL, 4.2). */
export function isIntrospection(field: FieldNode): boolean {
  return field.name.value === "__schema" || field.name.value === "__type";
}
