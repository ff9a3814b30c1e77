import { type DocumentNode, Kind, type OperationDefinitionNode, OperationTypeNode } from "graphql";

/** One of the operations that are executed one after the other. */
export interface InSeries {
  readonly document: DocumentNode;
  /** Of a mutation, the response key of its field. */
  readonly rootKey?: string;
}

/**
 * The operation as operations that are executed one after the other: of a mutation each field with all that is below
 * it (GraphQL spec, 6.2.2). A plan of the whole would read what one of them returns after the next has happened. The
 * fields of the root have to stand there themselves, not in fragments.
 */
export function inSeries(document: DocumentNode): readonly InSeries[] {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation?.operation !== OperationTypeNode.MUTATION) return [{ document }];
  return operation.selectionSet.selections.map((selection) => {
    const single: OperationDefinitionNode = {
      ...operation,
      selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
    };
    const definitions = document.definitions.map((each) => (each === operation ? single : each));
    const rootKey = selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : undefined;
    return { document: { ...document, definitions }, ...(rootKey !== undefined && { rootKey }) };
  });
}
