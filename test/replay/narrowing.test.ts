import { anyone, context, dataProduct, event, id, int, z } from "@datamesh/kernel";
import { generationNames, type Queryable } from "@datamesh/kernel/postgres";
import { productTables } from "../../kernel/postgres/products/productTables.ts";
import { compareGenerations } from "../../kernel/postgres/compare/compareGenerations.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";
import { owner, sla } from "../support/declared.ts";

const Counted = event("COUNTED", { description: "It was counted.", data: { key: z.string(), n: z.int() } });
const counts = dataProduct({
  name: "counts",
  version: "1.0.0",
  owner,
  description: "Counts.",
  key: "key",
  fields: { key: id().describe("The key"), n: int().unit("things").describe("The count") },
  from: ({ on }) => [on(Counted, (e) => ({ key: e.data.key, n: e.data.n }))],
  sla,
  policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
});
const counting = context({ name: "counting", owner, events: [Counted], products: [counts] });
const ROWS = 30_000;

describe("comparing two generations", () => {
  let mesh: TestMesh;
  const live = generationNames("counting", "counts", 1, 1);
  const replayed = generationNames("counting", "counts", 1, 2);
  beforeAll(async () => {
    mesh = await startTestMesh([counting]);
    for (const text of productTables("counting", counts, 2)) await mesh.admin.query({ text });
    for (const { rows, history } of [live, replayed]) {
      await mesh.admin.query({
        text: `insert into ${rows} (key, n) select 'k' || i, i from generate_series(1, ${ROWS}) i`,
      });
      await mesh.admin.query({
        text: `insert into ${history} (position, removed, input, input_position, key, n)
               select i, false, 'events', i, 'k' || i, i from generate_series(1, ${ROWS}) i`,
      });
    }
  });
  afterAll(() => mesh.stop());

  /** The comparison, and how many rows were read for it besides digests. */
  async function compare() {
    let read = 0;
    const counting: Queryable = {
      query: async (statement) => {
        const rows = await mesh.admin.query(statement);
        read += rows.filter((row) => "compared_key" in row).length;
        return rows;
      },
    };
    const sides = [live, replayed].map((tables) => ({ connection: counting, tables }));
    const [left, right] = sides as [(typeof sides)[0], (typeof sides)[0]];
    const found = await compareGenerations(counts, left, right, { after: 0, upTo: Number.MAX_SAFE_INTEGER });
    return { ...found, read };
  }

  it("finds one altered row and one altered version among many by reading few", async () => {
    expect(await compare()).toMatchObject({ differingRows: 0, rows: ROWS, read: 0 });
    await mesh.admin.query({ text: `update ${live.rows} set n = -1 where key = 'k77'` });
    await mesh.admin.query({ text: `update ${live.history} set n = -1 where position = 78` });
    const { differences, differingRows, read } = await compare();
    expect(differences).toEqual([
      { where: "rows", key: "k77", kind: "CHANGED", fields: ["n"] },
      { where: "history", key: "k78", position: 78, kind: "CHANGED", fields: ["n"] },
    ]);
    expect(differingRows).toBe(2);
    expect(read).toBeGreaterThanOrEqual(4);
    expect(read).toBeLessThan(ROWS / 500);
    await mesh.admin.query({ text: `update ${live.rows} set n = 77 where key = 'k77'` });
    await mesh.admin.query({ text: `update ${live.history} set n = 78 where position = 78` });
  });

  it("counts every key that differs, and lists the first thousand", async () => {
    await mesh.admin.query({ text: `update ${live.rows} set n = n + 1` });
    await mesh.admin.query({ text: `delete from ${live.rows} where key = 'k1'` });
    const { differences, differingRows } = await compare();
    expect(differingRows).toBe(ROWS);
    expect(differences).toHaveLength(1_000);
  });
});
