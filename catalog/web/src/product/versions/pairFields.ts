/** A field of two contracts, and what became of it. */
export interface FieldPair<Field> {
  readonly name: string;
  readonly before: Field | undefined;
  readonly after: Field | undefined;
  readonly difference: "same" | "changed" | "added" | "removed";
}

/** Puts the fields of two contracts beside each other: in the order of the newer one, those that are gone last. */
export function pairFields<Field extends { readonly name: string }>(
  older: readonly Field[],
  newer: readonly Field[],
): readonly FieldPair<Field>[] {
  const gone = older.filter(({ name }) => !newer.some((field) => field.name === name));
  return [
    ...newer.map((after) =>
      pair(
        after.name,
        older.find(({ name }) => name === after.name),
        after,
      ),
    ),
    ...gone.map((before) => pair(before.name, before, undefined)),
  ];
}

function pair<Field>(name: string, before: Field | undefined, after: Field | undefined): FieldPair<Field> {
  if (before === undefined) return { name, before, after, difference: "added" };
  if (after === undefined) return { name, before, after, difference: "removed" };
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  return { name, before, after, difference: isSame ? "same" : "changed" };
}
