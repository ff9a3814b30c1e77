import { changeNames, type ProductDescriptor } from "@datamesh/kernel/product";
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** The one field of a subscription (GraphQL, 5.2.4.1). */
export interface SubscribedField {
  /** Under which name its events are answered. */
  readonly responseKey: string;
  readonly node: FieldNode;
  /** Of all places where it is selected. */
  readonly selections: readonly SelectionNode[];
  readonly product: ProductDescriptor;
  /** `row`: one row whenever it changes. `changes`: every change of the product. */
  readonly kind: "row" | "changes";
  /** Whether there is a history to go on in. */
  readonly hasHistory: boolean;
}

/** Finds it in a valid document; undefined when the field is none of a product's. */
export function subscribedField(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  products: readonly ProductDescriptor[],
  hasChanges: (feed: string) => boolean,
): SubscribedField | undefined {
  const nodes = fieldsOf(operation.selectionSet, fragmentsOf(document));
  const [node] = nodes;
  if (node === undefined) return undefined;
  const name = node.name.value;
  for (const product of products) {
    const { feed, changed } = changeNames(product.graphql);
    if (name !== feed && name !== changed) continue;
    return {
      responseKey: node.alias?.value ?? name,
      node,
      selections: nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []),
      product,
      kind: name === feed ? "changes" : "row",
      hasHistory: hasChanges(feed),
    };
  }
  return undefined;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Conditions are not valid here, so nothing is left out. */
function fieldsOf({ selections }: SelectionSetNode, fragments: Fragments): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const within = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return within === undefined ? [] : fieldsOf(within.selectionSet, fragments);
  });
}

const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  new Map(
    definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
