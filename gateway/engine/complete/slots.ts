import { collectFields, collectSubFields } from "@graphql-tools/utils";
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
} from "graphql";

/** What the shape of an answer depends on. */
export interface ShapeParts {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The coerced ones; those that `@skip` and `@include` depend on are enough. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The response key under which objects at interfaces and unions tell their type. */
  readonly typeKey: string;
  /** The key a field was fetched under. */
  readonly fetchedKey: (node: FieldNode) => string;
  /** Whether a field was not fetched for a type: it is null there, or takes its object with it, and that is no gap. */
  readonly isLeftOut: (node: FieldNode, type: string) => boolean;
  /** A key without whose value the object at this field of this type does not exist, whatever else is there. */
  readonly presenceKey: (type: string, field: string) => string | undefined;
}

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
  readonly kind: "fetched" | "leftOut";
  readonly key: string;
  readonly fetched: string;
  readonly type: GraphQLOutputType;
  readonly presenceKey: string | undefined;
  readonly nodes: FieldNode[];
}

/** The response keys of an object of the type, in order (GraphQL spec, 6.3.2): at these nodes, or at the root. */
export function slotsOf(parts: ShapeParts, type: GraphQLObjectType, nodes?: FieldNode[]): readonly Slot[] {
  const { schema, fragments, operation } = parts;
  const variables = { coerced: parts.variables, sources: {} };
  const { fields } =
    nodes === undefined
      ? collectFields(schema, fragments, variables, type, operation.selectionSet)
      : collectSubFields(schema, fragments, variables, type, nodes);
  return [...fields].flatMap(([key, own]) => slotOf(parts, type, key, own));
}

function slotOf(
  parts: ShapeParts,
  type: GraphQLObjectType,
  key: string,
  nodes: FieldNode[],
): readonly Slot[] {
  const [node] = nodes;
  if (node === undefined) return [];
  const name = node.name.value;
  if (name === "__typename") return [{ kind: "typename", key, nodes }];
  if (name.startsWith("__")) return [{ kind: "introspection", key, nodes }];
  const field = type.getFields()[name];
  if (field === undefined) return [];
  return [
    {
      kind: nodes.some((each) => parts.isLeftOut(each, type.name)) ? "leftOut" : "fetched",
      key,
      fetched: parts.fetchedKey(node),
      type: field.type,
      presenceKey: parts.presenceKey(type.name, name),
      nodes,
    },
  ];
}
