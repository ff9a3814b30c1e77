import { MeshError } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import { executeSync, type FieldNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from "graphql";
import type { OperationParts } from "../authorize/operationParts.ts";

type Introspected = Readonly<Record<string, unknown>>;

/**
 * Answers `__schema` and `__type`, the root meta fields of an operation; empty when it selects neither. Throws BAD_USER_INPUT for
 * variables that do not fit.
 */
export type Introspect = (
  consumer: Consumer,
  parts: OperationParts,
  fields: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
) => Introspected;

/**
 * Introspection of what each consumer is told of a schema. An operation without variables is always answered the same
 * from the same schema, so that is worked out once.
 */
export function introspector(toldTo: (consumer: Consumer) => GraphQLSchema): Introspect {
  const known = new WeakMap<GraphQLSchema, WeakMap<OperationDefinitionNode, Introspected>>();
  return (consumer, parts, fields, variables) => {
    if (fields.length === 0) return {};
    const schema = toldTo(consumer);
    const { operation } = parts;
    if ((operation.variableDefinitions ?? []).length > 0) return executed(schema, parts, fields, variables);
    const ofSchema = known.get(schema) ?? new WeakMap<OperationDefinitionNode, Introspected>();
    const answer = ofSchema.get(operation) ?? executed(schema, parts, fields, variables);
    known.set(schema, ofSchema.set(operation, answer));
    return answer;
  };
}

function executed(
  schema: GraphQLSchema,
  { operation, fragments }: OperationParts,
  fields: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
): Introspected {
  const selectionSet = { kind: Kind.SELECTION_SET, selections: fields } as const;
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
