import { type FieldNode, type GraphQLObjectType, OperationTypeNode } from "graphql";
import { isObject, type JsonObject } from "../execute/run.ts";
import { BUBBLE, type Completing, type Gap } from "./completing.ts";
import { type Compiling, completeObject, placeKey } from "./completeObject.ts";
import { type ShapeParts, type Slot, slotsOf } from "./slots.ts";

/** Data in the shape of an operation. */
export interface Completed {
  readonly data: JsonObject | null;
  /** Where a value is missing that cannot be null, or is none of its type; with list indices, the first hundred. */
  readonly gaps: readonly Gap[];
  /** Whether an object of the type was among the data at the response keys, below an interface or union. */
  readonly occurs: (path: readonly string[], type: string) => boolean;
}

/** How answers to an operation are completed. */
export interface Completion {
  /** Fields that are answered from the schema, not by subgraphs: their values are expected under their own keys. */
  readonly metaFields: readonly FieldNode[];
  complete(data: JsonObject): Completed;
  /** Of a mutation, whether the root field that is fetched under the key takes all data with it. */
  readonly fails: (rootKey: string, data: JsonObject) => boolean;
}

/**
 * Compiles the completion of an operation's answers: keys in the order and under the aliases in which they were asked
 * for, values of their types, and nulls bubbling to where one can be, all as graphql-js completes them (GraphQL spec,
 * 6.4). Throws TypeError for a kind of operation that the schema does not have.
 */
export function completionOf(parts: ShapeParts): Completion {
  const rootType = parts.schema.getRootType(parts.operation.operation);
  if (!rootType) throw new TypeError(`the schema has no ${parts.operation.operation}s`);
  const compiling: Compiling = { parts, uncertain: new Map() };
  const slots = slotsOf(parts, rootType);
  const complete = completeObject(compiling, rootType, slots, { place: [], isCertain: true });
  return {
    fails: failing(compiling, rootType, slots),
    metaFields: slots.flatMap(({ kind, nodes }) => (kind === "introspection" ? nodes : [])),
    complete(data) {
      const completing: Completing = { indices: [], gaps: [], occurred: [] };
      const completed = complete(data, completing);
      return {
        data: completed !== BUBBLE && isObject(completed) ? completed : null,
        gaps: completing.gaps,
        occurs: (path, type) =>
          completing.occurred[compiling.uncertain.get(placeKey(path, type)) ?? -1] === true,
      };
    },
  };
}

/** Completes one root field by itself, as far as there are fields that happen one after the other. */
function failing(
  compiling: Compiling,
  rootType: GraphQLObjectType,
  slots: readonly Slot[],
): Completion["fails"] {
  const isMutation = compiling.parts.operation.operation === OperationTypeNode.MUTATION;
  const fields = new Map(
    (isMutation ? slots : []).flatMap((slot) =>
      slot.kind === "fetched"
        ? [
            [
              slot.fetched,
              completeObject(compiling, rootType, [slot], { place: [], isCertain: true }),
            ] as const,
          ]
        : [],
    ),
  );
  return (rootKey, data) => fields.get(rootKey)?.(data, { indices: [], gaps: [], occurred: [] }) === BUBBLE;
}
