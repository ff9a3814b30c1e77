import { Kind, parse, type SelectionNode } from "graphql";

/** What a request that a plan has selects at its root; nothing where it has fragments of its own. */
export function selectionsOf(operation: string): readonly SelectionNode[] {
  const { definitions } = parse(operation, { noLocation: true });
  const [only, ...others] = definitions;
  if (only?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return [];
  return only.selectionSet.selections;
}
