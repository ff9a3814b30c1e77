import { context, type DataProduct, dataProduct, event, id, int, text, upstream, z } from "@datamesh/kernel";
import {
  createProjection,
  type Database,
  dutyUrl,
  migrateMesh,
  openDatabase,
  projectBatch,
  rebuildProduct,
  verifyProduct,
} from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";
import { owner, policy, sla } from "../support/declared.ts";

const Counted = event("COUNTED", {
  description: "Something was counted.",
  data: { key: z.string(), n: z.int() },
});
const Named = event("NAMED", {
  description: "Something got a name.",
  data: { id: z.string(), key: z.string() },
});

const counts = dataProduct({
  name: "counts",
  version: "1.0.0",
  owner,
  description: "Counts.",
  key: "key",
  fields: { key: id().describe("The key"), n: int().unit("things").describe("The count") },
  from: ({ on }) => [on(Counted, (e) => ({ key: e.data.key, n: e.data.n }))],
  sla,
  policy,
});
const doubled = dataProduct({
  ...base(counts),
  version: "1.0.1",
  fields: { key: id().describe("The key"), n: int().unit("things").describe("The count") },
  from: ({ on }) => [on(Counted, (e) => ({ key: e.data.key, n: e.data.n * 2 }))],
});
const banded = dataProduct({
  ...base(counts),
  version: "1.1.0",
  fields: {
    band: text().describe("How many, in a word"),
    key: id().describe("The key"),
    n: int().unit("things").describe("The count"),
  },
  from: ({ on }) => [
    on(Counted, (e) => ({ key: e.data.key, n: e.data.n * 2, band: e.data.n > 2 ? "many" : "few" })),
  ],
});
const names = dataProduct({
  name: "names",
  version: "1.0.0",
  owner,
  description: "Names with their counts.",
  key: "name",
  fields: {
    name: id().describe("The name"),
    key: id().describe("What it names"),
    n: int().unit("things").optional().describe("The count of that"),
  },
  from: ({ on, join }) => [
    on(Named, (e) => ({ name: e.data.id, key: e.data.key })),
    join(upstream("counts@1", { key: "key", fields: { key: id(), n: int() } }), {
      by: "key",
      take: { n: "n" },
    }),
  ],
  sla,
  policy,
});
const naming = context({ name: "naming", owner, events: [Named], products: [names] });
const counting = (product: DataProduct): Context =>
  context({ name: "counting", owner, events: [Counted], products: [product] });

function base(product: DataProduct) {
  const { name, description, key } = product;
  return { name, owner, description, key: key as "key", sla, policy };
}

describe("a fold that changes", () => {
  let mesh: TestMesh;
  let migrate: Database;
  beforeEach(async () => {
    mesh = await startTestMesh([counting(counts), naming]);
    migrate = openDatabase(dutyUrl(mesh.mesh, "counting", "migrate"), { max: 4 });
    await mesh.append("counting", ...[1, 2, 3].map((n) => ({ type: "COUNTED", data: { key: `k${n}`, n } })));
    await mesh.append("naming", { type: "NAMED", data: { id: "three", key: "k3" } });
    await mesh.catchUp();
  });
  afterEach(async () => {
    await migrate.end();
    await mesh.stop();
  });

  const projectionOf = (product: DataProduct) =>
    createProjection(counting(product), product, mesh.as("counting", "project"), () => undefined);
  const values = async (relation: string, column: string) =>
    (await mesh.rows(relation)).map((row) => row[column]);

  it("is built beside what is live and swapped in; history goes on with what differs", async () => {
    expect(await rebuildProduct(migrate, projectionOf(doubled))).toMatchObject({
      version: "1.0.1",
      generation: 1,
      rows: 3,
      differingRows: 3,
      changedFields: ["n"],
      historyKept: false,
      position: 6,
    });
    expect(await values("counting.counts_v1", "n")).toEqual(["2", "4", "6"]);
    expect(await values("counting.counts_v1_history", "n")).toEqual(["1", "2", "3", "2", "4", "6"]);
    expect((await values("counting.counts_v1_history", "input")).slice(3)).toEqual([
      "rebuild",
      "rebuild",
      "rebuild",
    ]);
    expect(await verifyProduct(migrate, projectionOf(doubled))).toMatchObject({
      differingRows: 0,
      historyFrom: 6,
    });
  });

  it("reaches the products over it as an ordinary change, and they can be replayed as before", async () => {
    await rebuildProduct(migrate, projectionOf(doubled));
    await projectBatch(mesh.projection("names@1"), 100);
    expect(await values("naming.names_v1", "n")).toEqual(["6"]);
    const downstream = openDatabase(dutyUrl(mesh.mesh, "naming", "migrate"), { max: 4 });
    expect(await verifyProduct(downstream, mesh.projection("names@1"))).toMatchObject({
      differingRows: 0,
      historyFrom: 0,
      position: 3,
    });
    expect(await rebuildProduct(downstream, mesh.projection("names@1"))).toMatchObject({ historyKept: true });
    await downstream.end();
  });

  it("may bring a new field, which every row then has and the views show", async () => {
    await rebuildProduct(migrate, projectionOf(banded));
    const rows = await mesh
      .as("counting", "read")
      .query({ text: "select * from counting.counts_v1 order by key" });
    expect(rows).toEqual([
      { key: "k1", n: "2", band: "few" },
      { key: "k2", n: "4", band: "few" },
      { key: "k3", n: "6", band: "many" },
    ]);
    await mesh.append("counting", { type: "COUNTED", data: { key: "k4", n: 4 } });
    expect(await projectBatch(projectionOf(banded), 100)).toMatchObject({ kind: "folded", steps: 1 });
    expect(await verifyProduct(migrate, projectionOf(banded))).toMatchObject({ differingRows: 0, rows: 4 });
    expect(await rebuildProduct(migrate, projectionOf(banded))).toMatchObject({
      historyKept: true,
      differingRows: 0,
    });
    expect(await values("counting.counts_v1_history", "band")).toEqual([
      null,
      null,
      null,
      "few",
      "few",
      "many",
      "many",
    ]);
  });

  it("can go back to what it was, and a column that is gone is gone from the views", async () => {
    await rebuildProduct(migrate, projectionOf(banded));
    await rebuildProduct(migrate, projectionOf(counts));
    expect(
      await mesh
        .as("counting", "read")
        .query({ text: "select * from counting.counts_v1 order by key limit 1" }),
    ).toEqual([{ key: "k1", n: "1" }]);
    await mesh.catchUp();
    expect(await values("naming.names_v1", "n")).toEqual(["3"]);
  });

  it("is refused when it takes away a field that another context joins", async () => {
    const without = dataProduct({
      ...base(counts),
      version: "1.0.2",
      fields: { key: id().describe("The key") },
      from: ({ on }) => [on(Counted, (e) => ({ key: e.data.key }))],
    });
    await expect(rebuildProduct(migrate, projectionOf(without))).rejects.toThrow(
      "naming joins n of counts@1, which the declaration no longer has",
    );
    expect(await values("counting.counts_v1", "n")).toEqual(["1", "2", "3"]);
  });

  it("is not verified against rows of other code", async () => {
    await expect(verifyProduct(migrate, projectionOf(doubled))).rejects.toThrow(
      "counts@1 was derived with other code than the present one (changed: fold 1 of COUNTED)",
    );
  });

  it("leaves what is live as it was when it fails midway", async () => {
    const broken = {
      ...projectionOf(doubled),
      inputs: () => {
        throw new TypeError("out of order");
      },
    };
    await expect(rebuildProduct(migrate, broken)).rejects.toThrow("out of order");
    expect(await values("counting.counts_v1", "n")).toEqual(["1", "2", "3"]);
    const left = await mesh.admin.query({
      text: "select tablename from pg_tables where tablename like '%_g2%'",
    });
    expect(left).toEqual([]);
    await migrateMesh(mesh.mesh, [counting(counts), naming]);
    await mesh.append("counting", { type: "COUNTED", data: { key: "k1", n: 9 } });
    await mesh.catchUp();
    expect(await values("counting.counts_v1", "n")).toEqual(["9", "2", "3"]);
  });
});
