import { MeshError } from "@datamesh/kernel";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from "graphql";

/** The parts of a document that one operation is made of. */
export interface OperationParts {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/**
 * Takes an operation out of a document. Throws BAD_USER_INPUT when the document has no such operation, or
 * several.
 */
export function operationParts(document: DocumentNode, operationName?: string): OperationParts {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new MeshError("BAD_USER_INPUT", "say which operation of the document is meant");
  const fragments = document.definitions.filter(
    (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION,
  );
  return { operation, fragments: Object.fromEntries(fragments.map((each) => [each.name.value, each])) };
}
