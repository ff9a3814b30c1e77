import type { GraphQLObjectType } from "graphql";
import type { JoinRun } from "./joinRun.ts";
import type { Members, Shaped, ShapedLeaf } from "./rowShape.ts";

/** Where an object stands below the root field, and what was fetched of it. */
export interface Place {
  readonly type: GraphQLObjectType;
  /** The source of which there is a row for each object here: the rows, or what stands around them. */
  readonly of: number;
  readonly fields: Map<string, Known>;
  /** Whether there is an object for the row with this index. */
  readonly exists: (run: JoinRun, index: number) => boolean;
}

/** What is known under a key of an object. */
export type Known =
  | { readonly kind: "leaf"; readonly source: number; readonly leaf: ShapedLeaf }
  | { readonly kind: "typename" }
  | { readonly kind: "object"; readonly place: Place }
  /** The list of all rows of the root field. */
  | { readonly kind: "rows"; readonly place: Place };

/** The place of the rows of a source themselves. */
export const rootPlace = (type: GraphQLObjectType, source: number): Place => ({
  type,
  of: source,
  fields: new Map(),
  exists: (run, index) => run.row(source, index) !== undefined,
});

/** Adds to a place what a source has of it. Answers false where something of that is known already, from another source. */
export function addFields(place: Place, { shaped: all }: Members, source: number): boolean {
  for (const [key, shaped] of all) {
    const known = place.fields.get(key);
    if (known?.kind === "typename" && shaped.kind === "typename") continue;
    if (known !== undefined) return false;
    const added = knownOf(place, shaped, source);
    if (added === undefined) return false;
    place.fields.set(key, added);
  }
  return true;
}

function knownOf({ of }: Place, shaped: Shaped, source: number): Known | undefined {
  if (shaped.kind === "leaf") return { kind: "leaf", source, leaf: shaped };
  if (shaped.kind === "typename") return { kind: "typename" };
  const { type, there, members } = shaped;
  const exists: Place["exists"] =
    there === undefined
      ? (run, index) => run.row(source, index) !== undefined
      : (run, index) => run.row(source, index)?.[there.group] !== undefined;
  const place = { type, of, fields: new Map<string, Known>(), exists };
  return addFields(place, members, source) ? { kind: "object", place } : undefined;
}
