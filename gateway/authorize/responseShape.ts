import { collectFields, collectSubFields } from "@graphql-tools/utils";
import type { FieldNode, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from "graphql";
import { fetchedKey } from "./fetchedKey.ts";
import type { OperationParts } from "./operationParts.ts";
import type { RefusedNodes } from "./removeDenied.ts";

/** A response key of an object, and what stands behind it. */
export type Slot = FieldSlot | MetaSlot;

/** A response key of `__typename`, or, at the root, of `__schema` or `__type`. */
export interface MetaSlot {
  readonly kind: "typename" | "introspection";
  readonly key: string;
  readonly nodes: FieldNode[];
}

/** A response key that a field of the schema stands behind. */
export interface FieldSlot {
  readonly kind: "fetched" | "refused";
  /** The name of the type the field belongs to. */
  readonly parent: string;
  readonly key: string;
  /** The key the value was fetched under. */
  readonly fetched: string;
  /** Response keys from the root, without list indices. */
  readonly path: readonly string[];
  readonly type: GraphQLOutputType;
  readonly nodes: FieldNode[];
}

/**
 * Which response keys objects have, and in which order, depending on where they stand and of which type they
 * are.
 */
export interface ResponseShape {
  readonly rootType: GraphQLObjectType;
  readonly typeKey: string;
  /** The slots of an object of the type that stands in the slot; of the root without one. */
  slots(type: GraphQLObjectType, within?: FieldSlot): readonly Slot[];
  /** Whether slots have been asked for at the path, for the type. */
  occurs(path: readonly string[], type: GraphQLObjectType): boolean;
}

/** What the shape of a response depends on. Variables are the coerced ones. */
export interface ShapeParts {
  readonly schema: GraphQLSchema;
  readonly parts: OperationParts;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly refused: RefusedNodes;
  /**
   * The response key under which objects at interfaces and unions tell their type; it starts no key of the
   * operation.
   */
  readonly typeKey: string;
}

/** The shape of an operation's response, worked out where and when data is found (GraphQL spec, 6.3.2). */
export function responseShape(given: ShapeParts): ResponseShape {
  const { operation } = given.parts;
  const rootType = given.schema.getRootType(operation.operation);
  if (!rootType) throw new TypeError(`the schema has no ${operation.operation}s`);
  const root = slotsOf(given, rootType);
  const below = new WeakMap<FieldSlot, Map<GraphQLObjectType, readonly Slot[]>>();
  const occurring = new Set<string>();
  return {
    rootType,
    typeKey: given.typeKey,
    slots(type, within) {
      if (within === undefined) return root;
      const byType = below.get(within) ?? new Map<GraphQLObjectType, readonly Slot[]>();
      const slots = byType.get(type) ?? slotsOf(given, type, within);
      below.set(within, byType.set(type, slots));
      occurring.add(place(within.path, type));
      return slots;
    },
    occurs: (path, type) => occurring.has(place(path, type)),
  };
}

function slotsOf(given: ShapeParts, type: GraphQLObjectType, within?: FieldSlot): readonly Slot[] {
  const { schema, refused, typeKey } = given;
  const { fragments, operation } = given.parts;
  const variables = { coerced: given.variables, sources: {} };
  const { fields } = within
    ? collectSubFields(schema, fragments, variables, type, within.nodes)
    : collectFields(schema, fragments, variables, type, operation.selectionSet);
  return [...fields].flatMap(([key, nodes]): readonly Slot[] => {
    const [node] = nodes;
    const name = node?.name.value ?? key;
    if (name === "__typename") return [{ kind: "typename", key, nodes }];
    if (name.startsWith("__")) return [{ kind: "introspection", key, nodes }];
    const field = type.getFields()[name];
    if (field === undefined) return [];
    const kind = nodes.some((each) => refused.get(each)?.has(type.name)) ? "refused" : "fetched";
    const path = [...(within?.path ?? []), key];
    const fetched = node === undefined ? key : fetchedKey(schema, node, typeKey);
    return [{ kind, parent: type.name, key, fetched, path, type: field.type, nodes }];
  });
}

const place = (path: readonly string[], type: GraphQLObjectType): string => [...path, type.name].join(" ");
