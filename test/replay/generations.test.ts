import { anyone, context, type DataProduct, dataProduct, event, id, int, z } from "@datamesh/kernel";
import {
  createProjection,
  type Database,
  dutyUrl,
  generationViews,
  keptGenerations,
  migrateMesh,
  openDatabase,
  projectBatch,
  rebuildProduct,
  requireGeneration,
} from "@datamesh/kernel/postgres";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";
import { owner, sla } from "../support/declared.ts";

const Counted = event("COUNTED", {
  description: "Something was counted.",
  data: { key: z.string(), n: z.int() },
});

const counts = (factor: number, keepGenerations?: number): DataProduct =>
  dataProduct({
    name: "counts",
    version: `1.0.${factor}`,
    owner,
    description: "Counts.",
    key: "key",
    fields: { key: id().describe("The key"), n: int().unit("things").describe("The count") },
    // Each factor is another code, since what a fold refers to is not looked into.
    from: ({ on }) => [
      factor === 1
        ? on(Counted, (e) => ({ key: e.data.key, n: e.data.n }))
        : factor === 2
          ? on(Counted, (e) => ({ key: e.data.key, n: e.data.n * 2 }))
          : on(Counted, (e) => ({ key: e.data.key, n: e.data.n * 3 })),
    ],
    sla,
    policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
    ...(keepGenerations !== undefined && { keepGenerations }),
  });
const counting = (product: DataProduct) =>
  context({ name: "counting", owner, events: [Counted], products: [product] });

describe("generations of a product", () => {
  let mesh: TestMesh;
  let migrate: Database;
  beforeEach(async () => {
    mesh = await startTestMesh([counting(counts(1))]);
    migrate = openDatabase(dutyUrl(mesh.mesh, "counting", "migrate"), { max: 4 });
    await mesh.append("counting", { type: "COUNTED", data: { key: "a", n: 1 } });
    await mesh.catchUp();
  });
  afterEach(async () => {
    await migrate.end();
    await mesh.stop();
  });

  const NAME = { name: "counts", major: 1 };
  const rebuild = (product: DataProduct) =>
    rebuildProduct(
      migrate,
      createProjection(counting(product), product, mesh.as("counting", "project"), () => undefined),
    );
  const read = () => mesh.as("counting", "read");
  const counted = async (generation: number) => {
    const { rows } = generationViews("counting", "counts", 1, generation);
    return (await read().query({ text: `select key, n from ${rows} order by key` })).map(({ n }) =>
      Number(n),
    );
  };

  it("the one before a rebuild can be read as it was, under its own name", async () => {
    await rebuild(counts(2));
    const projection = createProjection(
      counting(counts(2)),
      counts(2),
      mesh.as("counting", "project"),
      () => undefined,
    );
    await mesh.append("counting", { type: "COUNTED", data: { key: "a", n: 5 } });
    await projectBatch(projection, 10);
    expect(await counted(1)).toEqual([1]);
    expect(await counted(2)).toEqual([10]);
    const { history, cuts } = generationViews("counting", "counts", 1, 1);
    expect(await read().query({ text: `select n from ${history}` })).toEqual([{ n: "1" }]);
    expect(await read().query({ text: `select cut, position from ${cuts}` })).toEqual([
      { cut: "1", position: "1" },
    ]);
    expect(await keptGenerations(read(), "counting", NAME)).toEqual({ oldest: 1, live: 2 });
    await expect(requireGeneration(read(), "counting", NAME, 1)).resolves.toBeUndefined();
  });

  it("of two, the older one goes with the next rebuild, and whoever asks for it is told", async () => {
    await rebuild(counts(2));
    await rebuild(counts(3));
    await expect(requireGeneration(read(), "counting", NAME, 1)).rejects.toMatchObject({
      code: "GENERATION_GONE",
      message: expect.stringContaining("generation 1 of counts@1 is no longer kept: ask for 2 to 3"),
      details: { product: "counts@1", generation: 1, oldest: 2, live: 3 },
    });
    await expect(requireGeneration(read(), "counting", NAME, 4)).rejects.toMatchObject({
      code: "GENERATION_GONE",
      message: expect.stringContaining("is not there yet"),
    });
    await expect(counted(1)).rejects.toThrow("does not exist");
    expect(await counted(2)).toEqual([2]);
    expect(await counted(3)).toEqual([3]);
  });

  it.each([
    [1, [4]],
    [3, [2, 3, 4]],
  ] as const)("a product that keeps %d has those", async (keep, kept) => {
    for (const factor of [2, 3, 1]) await rebuild(counts(factor, keep));
    const { rows } = await mesh
      .as("counting", "read")
      .query({
        text: `select count(*) as rows from pg_views where schemaname = 'counting' and viewname ~ '^counts_v1_g\\d+$'`,
      })
      .then(([row]) => ({ rows: Number(row?.["rows"]) }));
    expect(rows).toBe(kept.length);
    expect(await keptGenerations(read(), "counting", NAME)).toEqual({ oldest: kept[0], live: 4 });
    for (const each of kept) await expect(counted(each)).resolves.toHaveLength(1);
  });

  it("a store of an earlier release publishes what it has kept", async () => {
    await rebuild(counts(2));
    await mesh.admin.query({ text: "update counting_store.checkpoints set oldest_generation = null" });
    await mesh.admin.query({ text: "drop view counting.counts_v1_g1, counting.counts_v1_g1_history" });
    await migrateMesh(mesh.mesh, [counting(counts(2))]);
    expect(await counted(1)).toEqual([1]);
    await rebuild(counts(3));
    await expect(requireGeneration(read(), "counting", NAME, 1)).rejects.toMatchObject({
      code: "GENERATION_GONE",
    });
  });

  it("what passed its retention goes from those that are kept too", async () => {
    await rebuild(counts(2));
    await mesh.admin.query({ text: "update counting_store.checkpoints set retention_seconds = 0.001" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await mesh.append("counting", { type: "COUNTED", data: { key: "b", n: 1 } });
    await mesh.as("counting", "project").query({ text: "select counting_store.retain('counts', 1)" });
    expect(await counted(1)).toEqual([]);
    const { history, cuts } = generationViews("counting", "counts", 1, 1);
    expect(await read().query({ text: `select removed from ${history}` })).toEqual([{ removed: "t" }]);
    const floors = await read().query({ text: `select cut, history_floor from ${cuts} order by cut` });
    expect(floors).toEqual([
      { cut: "1", history_floor: null },
      { cut: "2", history_floor: "2" },
    ]);
  });
});
