import type { ProductCut } from "@datamesh/kernel/cut";
import { dutyUrl, openDatabase, rebuildProduct, startProjector } from "@datamesh/kernel/postgres";
import { describe as describeProduct, type Row } from "@datamesh/kernel/product";
import fc from "fast-check";
import { parsePageRequest, postgresReader, writeCursor } from "../../kernel/postgres/read/index.ts";
import { compareRows } from "../../kernel/postgres/read/testing/compareRows.ts";
import { put, shelf, take } from "../support/cutContexts.ts";
import { doubledItems } from "../support/doubledItems.ts";
import { after, event, filters, fits, ITEMS, orders, type State } from "../support/shelfModel.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const [declared] = shelf.products;
if (declared === undefined) throw new Error("the sample has a product");
const product = describeProduct(shelf, declared);
const fields = product.fields.map(({ name }) => name);

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
    expect(new Map(found)).toEqual(new Map(state));
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

  /** Follows cursors from the first page to the last, and runs `between` after each page. */
  async function walk(
    request: { readonly orderBy: readonly object[]; readonly size: number; readonly backward: boolean },
    between: () => Promise<void>,
  ): Promise<readonly string[]> {
    const { orderBy, size, backward } = request;
    const { ordering } = parsePageRequest(product, { orderBy });
    const keys: string[] = [];
    for (let cursor: string | undefined; ;) {
      const sizes = backward ? { last: size, before: cursor } : { first: size, after: cursor };
      const asked = parsePageRequest(product, { ...sizes, orderBy });
      const page = await reader().page(asked, fields, asked.cut);
      const found = page.rows.map((row) => String(row["item"]));
      if (backward) keys.unshift(...found);
      else keys.push(...found);
      await between();
      const edge = backward ? page.rows[0] : page.rows.at(-1);
      if (!(backward ? page.hasPrevious : page.hasNext) || edge === undefined) return keys;
      expect(page.cut).toBeDefined();
      cursor = writeCursor(product, ordering, edge, page.cut);
    }
  }

  it("is paged through without a row skipped or repeated, whatever is written between the pages", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 4, maxLength: 12 }),
        fc.array(event, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...orders),
        fc.boolean(),
        async (before, written, orderBy, backward) => {
          await mesh.append("shelf", ...before);
          await mesh.catchUp();
          const { ordering } = parsePageRequest(product, { orderBy });
          const rows = await reader().byKeys(ITEMS, fields);
          const expected = [...rows.values()]
            .toSorted((a, b) => compareRows(ordering, a, b))
            .map((row) => row["item"]);
          const writes = [...written];
          const found = await walk({ orderBy, size: 2, backward }, async () => {
            await mesh.append("shelf", ...writes.splice(0, 3));
            await mesh.catchUp();
          });
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("is paged through while a projector commits without a pause", async () => {
    const names = Array.from({ length: 40 }, (_none, n) => `i${String(n).padStart(2, "0")}`);
    await mesh.append("shelf", ...names.map((name, n) => put(name, n)));
    await mesh.catchUp();
    const projector = startProjector(mesh.projection("items@1"), { pollMilliseconds: 1 });
    let isWriting = true;
    const writer = (async () => {
      for (let n = 0; isWriting; n += 1) {
        const name = names[(n * 7) % names.length] ?? "";
        await mesh.append("shelf", n % 3 === 0 ? take(name) : put(name, n % 50));
        projector.wake();
      }
    })();
    try {
      for (const orderBy of orders) {
        // What it was at its first page is known from a count in the same cut, and from its order.
        const { ordering, where } = parsePageRequest(product, { orderBy });
        const rows: Row[] = [];
        let cut: ProductCut | undefined;
        for (let after: string | undefined; ;) {
          const asked = parsePageRequest(product, { orderBy, first: 3, after });
          const page = await reader().page(asked, fields, asked.cut);
          rows.push(...page.rows);
          cut ??= page.cut;
          expect(page.cut).toEqual(cut);
          const last = page.rows.at(-1);
          if (!page.hasNext || last === undefined) break;
          after = writeCursor(product, ordering, last, page.cut);
        }
        expect(rows).toEqual(rows.toSorted((a, b) => compareRows(ordering, a, b)));
        expect(new Set(rows.map((row) => row["item"])).size).toBe(rows.length);
        expect((await reader().count(where, cut)).count).toBe(rows.length);
      }
    } finally {
      isWriting = false;
      await writer;
      await projector.stop();
    }
  });

  it("stays what it was across a rebuild's swap, with the same code and with changed code", async () => {
    await mesh.append("shelf", put("a", 1, "x"), put("b", 2), put("c", 3, "y"));
    await mesh.catchUp();
    const cut = await cutNow();
    const then = await reader().byKeys(ITEMS, fields);
    const migrate = openDatabase(dutyUrl(mesh.mesh, "shelf", "migrate"), { max: 4 });
    try {
      const before = await walk({ orderBy: [{ field: "score" }], size: 1, backward: false }, async () => {
        await mesh.append("shelf", take("b"), put("a", 9));
        await mesh.catchUp();
        await rebuildProduct(migrate, mesh.projection("items@1"));
      });
      expect(before).toEqual(["a", "b", "c"]);
      const changed = doubledItems(mesh.projection("items@1"));
      await rebuildProduct(migrate, changed);
    } finally {
      await migrate.end();
    }
    expect((await reader().byKeys(["a"], fields)).get("a")).toMatchObject({ score: 18 });
    expect(await reader().byKeys(ITEMS, fields, cut)).toEqual(then);
    await expectState(cut, then);
  });

  it("of a position it has not come to is refused, since later it would be something else", async () => {
    await mesh.append("shelf", put("a", 1));
    await mesh.catchUp();
    const cut = { ...(await cutNow()), position: 2 };
    const { where, ...all } = parsePageRequest(product, {});
    const reads = [
      () => reader().byKeys(["a"], fields, cut),
      () => reader().page({ where, ...all }, fields, cut),
      () => reader().count(where, cut),
    ];
    for (const read of reads) {
      await expect(read()).rejects.toMatchObject({
        code: "AS_OF_UNAVAILABLE",
        message: expect.stringContaining("has not come to position 2") as string,
      });
    }
  });

  it.each([{ generation: 9 }, { epoch: 9 }])(
    "of a state it has not come to, %o, is refused: the cut is of another mesh, or of one that was restored",
    async (ahead) => {
      await mesh.append("shelf", put("a", 1), put("b", 1));
      await mesh.catchUp();
      const cut = { ...(await cutNow()), position: 1, ...ahead };
      await expect(reader().byKeys(["a"], fields, cut)).rejects.toMatchObject({ code: "AS_OF_UNAVAILABLE" });
      const { where } = parsePageRequest(product, {});
      await expect(reader().count(where, cut)).rejects.toMatchObject({ code: "AS_OF_UNAVAILABLE" });
    },
  );

  it("counts nothing where nothing was, and says so of the time before the first event too", async () => {
    const nothing = await cutNow();
    expect(nothing).toEqual({ generation: 1, position: 0, epoch: 0 });
    await mesh.append("shelf", put("a", 1));
    await mesh.catchUp();
    await expectState(nothing, new Map());
  });
});
