import { Kind } from "graphql";
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from "graphql";

/** How a measure grows over selections. */
export interface SelectionMeasure {
  /** The measure of one field, given that of everything below it. */
  readonly field: (field: FieldNode, below: number) => number;
  /** The measure of a fragment where it stands, given that of what is in it; that itself unless given. */
  readonly fragment?: (within: number) => number;
  /** The measure of two selections side by side. */
  readonly join: (left: number, right: number) => number;
}

/** Adds up, and stays at MAX_SAFE_INTEGER from there on. */
export const sum = (left: number, right: number): number => Math.min(left + right, Number.MAX_SAFE_INTEGER);

/**
 * A function that measures a selection set of the document with fragments expanded. Each fragment is measured
 * once, so the work is linear in the document however large its expansion. A fragment inside itself and one
 * that does not exist count 0; validation refuses both.
 */
export function selectionMeasurer(
  document: DocumentNode,
  { field, fragment = (within) => within, join }: SelectionMeasure,
): (selections: SelectionSetNode | undefined) => number {
  const fragments = new Map(document.definitions.filter(isFragment).map((each) => [each.name.value, each]));
  const measured = new Map<string, number>();

  const ofSet = (set: SelectionSetNode | undefined): number => {
    let measure = 0;
    for (const selection of set?.selections ?? []) measure = join(measure, ofSelection(selection));
    return measure;
  };

  const ofSelection = (selection: SelectionNode): number => {
    if (selection.kind === Kind.FIELD) return field(selection, ofSet(selection.selectionSet));
    if (selection.kind === Kind.INLINE_FRAGMENT) return fragment(ofSet(selection.selectionSet));
    return fragment(ofFragment(selection.name.value));
  };

  const ofFragment = (name: string): number => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, 0); // meets itself here in a cycle
    const measure = ofSet(fragments.get(name)?.selectionSet);
    measured.set(name, measure);
    return measure;
  };

  return ofSet;
}

/** The largest measure of any operation of the document. */
export function measureOperations(document: DocumentNode, measure: SelectionMeasure): number {
  const ofSet = selectionMeasurer(document, measure);
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  return Math.max(0, ...operations.map((operation) => ofSet(operation.selectionSet)));
}

function isFragment(definition: DocumentNode["definitions"][number]): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}
