import { MeshError } from "@datamesh/kernel";
import { executeSync, type GraphQLSchema, Kind } from "graphql";
import type { OperationParts } from "../authorize/operationParts.ts";
import type { ResponseShape } from "../authorize/responseShape.ts";

/**
 * Answers `__schema` and `__type` at the root of an operation from the schema consumers see; empty when it
 * selects neither.
 */
export function introspect(
  schema: GraphQLSchema,
  { operation, fragments }: OperationParts,
  shape: ResponseShape,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const slots = shape.slots(shape.rootType).filter(({ kind }) => kind === "introspection");
  if (slots.length === 0) return {};
  const selectionSet = { kind: Kind.SELECTION_SET, selections: slots.flatMap(({ nodes }) => nodes) } as const;
  const { data, errors: [error] = [] } = executeSync({
    schema,
    document: {
      kind: Kind.DOCUMENT,
      definitions: [{ ...operation, selectionSet }, ...Object.values(fragments)],
    },
    variableValues: variables,
  });
  if (error !== undefined) throw new MeshError("BAD_USER_INPUT", error.message, {}, { cause: error });
  return data ?? {};
}
