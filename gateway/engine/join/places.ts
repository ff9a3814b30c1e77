import type { GraphQLObjectType } from "graphql";
import type { JoinRun } from "./joinRun.ts";
import type { Shaped } from "./rowShape.ts";

/** Where an object stands below the root field, and what was fetched of it. */
export interface Place {
  readonly type: GraphQLObjectType;
  readonly fields: Map<string, Known>;
  /** Whether there is an object for this one of the root field. */
  readonly exists: (run: JoinRun, index: number) => boolean;
}

/** What is known under a key of an object. */
export type Known =
  | { readonly kind: "leaf"; readonly source: number; readonly column: number }
  | { readonly kind: "typename" }
  | { readonly kind: "object"; readonly place: Place };

/** The place of the objects of the root field themselves, in the rows of the first source. */
export const rootPlace = (type: GraphQLObjectType): Place => ({
  type,
  fields: new Map(),
  exists: (run, index) => run.row(0, index) !== undefined,
});

/** Adds to a place what a source has of it. Answers false where something of that is known already, from another source. */
export function addFields(place: Place, fields: ReadonlyMap<string, Shaped>, source: number): boolean {
  for (const [key, shaped] of fields) {
    const known = place.fields.get(key);
    if (known?.kind === "typename" && shaped.kind === "typename") continue;
    if (known !== undefined) return false;
    const added = knownOf(shaped, source);
    if (added === undefined) return false;
    place.fields.set(key, added);
  }
  return true;
}

function knownOf(shaped: Shaped, source: number): Known | undefined {
  if (shaped.kind === "leaf") return { kind: "leaf", source, column: shaped.column };
  if (shaped.kind === "typename") return shaped;
  const { type, nullColumn, fields } = shaped;
  const exists: Place["exists"] =
    nullColumn === undefined
      ? (run, index) => run.row(source, index) !== undefined
      : (run, index) => {
          const row = run.row(source, index);
          return row !== undefined && row[nullColumn] === undefined;
        };
  const place = { type, fields: new Map<string, Known>(), exists };
  return addFields(place, fields, source) ? { kind: "object", place } : undefined;
}
