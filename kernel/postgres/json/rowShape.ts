/** What stands under a name in an object that PostgreSQL writes of a row. */
export type ShapeValue =
  /** The value of a field; a row whose value is null is not written where null is not allowed. */
  | { readonly kind: "field"; readonly field: string; readonly nullable: boolean }
  /** The same JSON for every row. */
  | { readonly kind: "constant"; readonly json: string }
  /** The global id of a row of this GraphQL type. */
  | { readonly kind: "globalId"; readonly type: string }
  /** Where the row stands in its page. */
  | { readonly kind: "cursor" }
  /** An object; null where the field it goes by is null. */
  | { readonly kind: "object"; readonly shape: RowShape; readonly by?: string };

/** The members of an object in their order; no name twice. */
export type RowShape = readonly { readonly name: string; readonly value: ShapeValue }[];

/** The fields that are read to write it, but for the key that a global id is made of. */
export function shapeFields(shape: RowShape): ReadonlySet<string> {
  return new Set(shape.flatMap(({ value }) => fieldsOf(value)));
}

function fieldsOf(value: ShapeValue): readonly string[] {
  switch (value.kind) {
    case "field":
      return [value.field];
    case "object":
      return [...(value.by === undefined ? [] : [value.by]), ...shapeFields(value.shape)];
    default:
      return [];
  }
}

/** Whether a cursor is a part of it. */
export const hasCursor = (shape: RowShape): boolean =>
  shape.some(({ value }) => value.kind === "cursor" || (value.kind === "object" && hasCursor(value.shape)));
