import type { ProductCut } from "@datamesh/kernel/cut";
import { describe as describeProduct, type Row } from "@datamesh/kernel/product";
import fc from "fast-check";
import { parsePageRequest, postgresReader, writeCursor } from "../../kernel/postgres/read/index.ts";
import { compareRows } from "../../kernel/postgres/read/testing/compareRows.ts";
import { put, shelf, take } from "../support/cutContexts.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const [declared] = shelf.products;
if (declared === undefined) throw new Error("the sample has a product");
const product = describeProduct(shelf, declared);
const fields = product.fields.map(({ name }) => name);

/** The rows after each event, by what the events say. */
type State = ReadonlyMap<string, Row>;
type Told = ReturnType<typeof put> | ReturnType<typeof take>;
const ITEMS = ["a", "b", "c", "d", "e", "f", "g"];
const event: fc.Arbitrary<Told> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...ITEMS), fc.integer({ min: 0, max: 3 }), fc.constantFrom(null, "x", "y"))
      .map(([item, score, note]) => put(item, score, note)),
  },
  { weight: 1, arbitrary: fc.constantFrom(...ITEMS).map(take) },
);

function after(state: State, { type, data }: Told): State {
  const next = new Map(state);
  if (type === "ITEM_TAKEN") next.delete(data.item);
  else next.set(data.item, data as Row);
  return next;
}

const orders = [
  [],
  [{ field: "item", direction: "DESC" }],
  [{ field: "score", direction: "DESC" }],
  [{ field: "note" }, { field: "score" }],
];
const filters = [
  undefined,
  { score: { gte: 2 } },
  { not: { note: { eq: "x" } } },
  { item: { in: ["a", "c", "q"] } },
];
const fits = (row: Row, filter: (typeof filters)[number]): boolean => {
  if (filter === undefined) return true;
  if (filter.score !== undefined) return (row["score"] as number) >= 2;
  if (filter.not !== undefined) return row["note"] !== "x";
  return ["a", "c", "q"].includes(String(row["item"]));
};

describe("a product read as of a cut", () => {
  let mesh: TestMesh;
  beforeEach(async () => (mesh = await startTestMesh([shelf])));
  afterEach(() => mesh.stop());

  const reader = () => postgresReader({ database: mesh.as("shelf", "read"), schema: shelf.schema, product });
  const cutNow = async (): Promise<ProductCut> => {
    const { cut } = await reader().count(parsePageRequest(product, {}).where);
    if (cut === undefined) throw new Error("a product tells where it stands");
    return cut;
  };

  /** Checks pages, both ways, counts and rows by key against what the events say. */
  async function expectState(cut: ProductCut | undefined, state: State): Promise<void> {
    const all = [...state.values()];
    const found = await reader().byKeys([...ITEMS, "q"], fields, cut);
    expect(new Map([...found].toSorted())).toEqual(new Map([...state].toSorted()));
    for (const orderBy of orders) {
      for (const where of filters) {
        const { ordering, where: condition } = parsePageRequest(product, { orderBy, where });
        const expected = all
          .filter((row) => fits(row, where))
          .toSorted((a, b) => compareRows(ordering, a, b));
        expect((await reader().count(condition, cut)).count).toBe(expected.length);
        const forward = await reader().page(
          parsePageRequest(product, { orderBy, where, first: 4 }),
          fields,
          cut,
        );
        expect(forward.rows).toEqual(expected.slice(0, 4));
        expect(forward.hasNext).toBe(expected.length > 4);
        const last = forward.rows.at(-1);
        if (last === undefined) continue;
        const place = writeCursor(product, ordering, last, cut);
        const next = await reader().page(
          parsePageRequest(product, { orderBy, where, first: 9, after: place }),
          fields,
          cut,
        );
        expect(next.rows).toEqual(expected.slice(4));
        const back = await reader().page(
          parsePageRequest(product, { orderBy, where, last: 2, before: place }),
          fields,
          cut,
        );
        expect(back.rows).toEqual(
          expected.slice(Math.max(0, forward.rows.length - 3), forward.rows.length - 1),
        );
      }
    }
  }

  it("is what its events said then, at every position, in every order and with every filter", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
        async (events, batch, chosen) => {
          let state: State = new Map((await reader().byKeys(ITEMS, fields)).entries());
          const seen: (readonly [ProductCut, State])[] = [];
          for (let at = 0; at < events.length; at += batch) {
            seen.push([await cutNow(), state]);
            const some = events.slice(at, at + batch);
            await mesh.append("shelf", ...some);
            await mesh.catchUp();
            state = some.reduce(after, state);
          }
          await expectState(undefined, state);
          const [cut, then] = seen[chosen % seen.length] ?? seen[0]!;
          await expectState(cut, then);
        },
      ),
      { numRuns: 15 },
    );
  });
});
