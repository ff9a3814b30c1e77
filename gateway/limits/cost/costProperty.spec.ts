import fc from "fast-check";
import { buildSchema, Kind, parse } from "graphql";
import type { DocumentNode, FieldNode, SelectionSetNode } from "graphql";
import { costEstimator } from "./costEstimator.ts";
import { DEFAULT_COSTS } from "./costSettings.ts";

const SDL = `
  type Query { row: Row, rows(limit: Int): [Row!], page(first: Int): Page, all: [Row] }
  type Page { edges: [Edge!]!, nodes: [Row!]!, total: Int }
  type Edge { cursor: String, node: Row }
  type Row { name: String, row: Row, rows(limit: Int): [Row!], page(first: Int): Page, all: [Row] }`;
const schema = buildSchema(SDL);
const estimate = costEstimator({ apiSchema: schema, supergraphSdl: SDL }, DEFAULT_COSTS);

const size = fc.oneof(fc.integer({ min: -1, max: 30 }).map(String), fc.constantFrom("$a", "$b", "null"));
const argument = (name: string) =>
  fc.option(
    size.map((value) => `(${name}: ${value})`),
    { nil: "" },
  );

/** Selections on a row, or the query, which has the same fields; and on a page. Fragments f0 to f2 are on rows, p0 on pages. */
const { row, page } = fc.letrec<{ row: string; page: string }>((tie) => ({
  row: fc
    .array(
      fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constant("__typename"),
        fc.constantFrom("...f0", "...f1", "...f2"),
        tie("row").map((inner) => `... { ${inner} }`),
        tie("row").map((inner) => `row { ${inner} }`),
        tie("row").map((inner) => `all { ${inner} }`),
        fc.tuple(argument("limit"), tie("row")).map(([asked, inner]) => `rows${asked} { ${inner} }`),
        fc.tuple(argument("first"), tie("page")).map(([asked, inner]) => `page${asked} { ${inner} }`),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((selections) => selections.join(" ")),
  page: fc
    .array(
      fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom("total", "...p0"),
        tie("row").map((inner) => `nodes { ${inner} }`),
        tie("row").map((inner) => `edges { cursor node { ${inner} } }`),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((selections) => selections.join(" ")),
}));

/** Fragments spread only later ones, so that none is inside itself. */
const laterOnly = (text: string, from: number): string =>
  text.replaceAll(/\.\.\.f(\d)/g, (spread, index: string) => (Number(index) > from ? spread : "name"));
const documentText = fc.tuple(row, row, row, row, page).map(
  ([query, f0, f1, f2, p0]) =>
    `query ($a: Int, $b: Int = 4) { ${query.replaceAll(/\.\.\.f\d/g, "row { $& }")} }
     fragment f0 on Row { ${laterOnly(f0, 0)} } fragment f1 on Row { ${laterOnly(f1, 1)} }
     fragment f2 on Row { ${laterOnly(f2, 2).replaceAll("...p0", "total")} }
     fragment p0 on Page { ${p0.replaceAll("...p0", "total").replaceAll(/\.\.\.f\d/g, "name")} }`,
);

/** The same said the long way: every fragment expanded, every list with its size at hand. */
function expanded(document: DocumentNode, variables: Readonly<Record<string, number | undefined>>): number {
  const { leaf, object, pageSize, listSize } = DEFAULT_COSTS;
  const given: Readonly<Record<string, number | undefined>> = { b: 4, ...variables };
  const sizeOf = ({ arguments: [asked] = [] }: FieldNode): number => {
    const value = asked?.value;
    if (value?.kind === Kind.INT) return Math.max(0, Number(value.value));
    if (value?.kind === Kind.VARIABLE) return given[value.name.value] ?? pageSize;
    return pageSize;
  };
  const ofSet = (set: SelectionSetNode | undefined, elements: number): number => {
    let all = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.INLINE_FRAGMENT) all += ofSet(selection.selectionSet, elements);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = document.definitions.find(
          (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) all += ofSet(fragment.selectionSet, elements);
      } else all += ofField(selection, elements);
    }
    return all;
  };
  const ofField = (field: FieldNode, elements: number): number => {
    const within = (size: number): number => object + ofSet(field.selectionSet, size);
    switch (field.name.value) {
      case "row":
      case "node":
        return within(listSize);
      case "page":
        return within(sizeOf(field));
      case "rows":
        return sizeOf(field) * within(listSize);
      case "all":
      case "nodes":
      case "edges":
        return elements * within(listSize);
      default:
        return leaf;
    }
  };
  const [operation] = document.definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? ofSet(operation.selectionSet, listSize) : 0;
}

test("an estimate is what is counted with every fragment expanded, whatever the variables", () => {
  const sizes = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
  fc.assert(
    fc.property(documentText, sizes, sizes, (text, a, b) => {
      const document = parse(text);
      const variables = { ...(a !== undefined && { a }), ...(b !== undefined && { b }) };
      expect(estimate({ document, variables })).toBe(
        Math.min(expanded(document, variables), Number.MAX_SAFE_INTEGER),
      );
    }),
    { numRuns: 300 },
  );
});
