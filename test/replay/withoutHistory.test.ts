import {
  context,
  type DataProduct,
  dataProduct,
  defineMesh,
  event,
  id,
  int,
  remove,
  upstream,
  z,
} from "@datamesh/kernel";
import {
  createProjection,
  type Database,
  dutyUrl,
  openDatabase,
  rebuildProduct,
  retryQuarantined,
  verifyProduct,
} from "@datamesh/kernel/postgres";
import { describe as describeProduct, type ProductRef } from "@datamesh/kernel/product";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";
import { owner, policy, sla } from "../support/declared.ts";

const Counted = event("COUNTED", {
  description: "Something was counted.",
  data: { key: z.string(), n: z.int() },
});
const Cleared = event("CLEARED", { description: "A key went.", data: { key: z.string() } });
const outside = { refuses: (_n: number): boolean => false };

const sums = (
  name: string,
  options: { readonly history?: boolean; readonly version?: string },
): DataProduct =>
  dataProduct({
    name,
    version: "1.0.0",
    owner,
    description: "Sums.",
    key: "key",
    fields: { key: id().describe("The key"), sum: int().unit("things").describe("The sum") },
    from: ({ accumulate, on }) => [
      accumulate(Counted, {
        key: (e) => e.data.key,
        fold:
          options.version === undefined
            ? (row, e, { key }) => {
                if (outside.refuses(e.data.n)) throw new TypeError("refused");
                return { key, sum: (row?.sum ?? 0) + e.data.n };
              }
            : (row, e, { key }) => ({ key, sum: (row?.sum ?? 0) + 2 * e.data.n }),
      }),
      on(Cleared, (e) => remove(e.data.key)),
    ],
    sla,
    policy,
    ...options,
  });
const plain = sums("plain-sums", { history: false });
const told = sums("told-sums", {});
const summing = context({ name: "summing", owner, events: [Counted, Cleared], products: [plain, told] });
const PLAIN: ProductRef = "plain-sums@1";

describe("a product without a history", () => {
  let mesh: TestMesh;
  let migrate: Database;
  beforeEach(async () => {
    outside.refuses = () => false;
    mesh = await startTestMesh([summing]);
    migrate = openDatabase(dutyUrl(mesh.mesh, "summing", "migrate"), { max: 4 });
    await count("a", 1);
    await count("b", 2);
    await count("a", 3);
    await mesh.append("summing", { type: "CLEARED", data: { key: "b" } });
    await mesh.catchUp(2);
  });
  afterEach(async () => {
    await migrate.end();
    await mesh.stop();
  });

  const count = (key: string, n: number) => mesh.append("summing", { type: "COUNTED", data: { key, n } });
  const rows = (name: string) => mesh.rows(`summing.${name}_sums_v1`);
  const history = () => mesh.rows("summing.plain_sums_v1_history");
  const positions = async (name: string) =>
    (await mesh.rows(`summing.${name}_sums_v1_cuts`)).map(({ cut, position }) => ({ cut, position }));

  it("has the rows and commits it would have with one, and no versions", async () => {
    expect(await rows("plain")).toEqual(await rows("told"));
    expect(await history()).toEqual([]);
    expect(await positions("plain")).toEqual(await positions("told"));
  });

  it("is proved by its rows", async () => {
    expect(await verifyProduct(migrate, mesh.projection(PLAIN))).toMatchObject({ differingRows: 0, rows: 1 });
    await mesh.admin.query({ text: "update summing_store.plain_sums_v1_g1 set sum = 5" });
    expect(await verifyProduct(migrate, mesh.projection(PLAIN))).toMatchObject({
      differingRows: 1,
      differences: [{ where: "rows", key: "a", kind: "CHANGED", fields: ["sum"] }],
    });
  });

  it("is rebuilt with the same code, with other code, and after a retry, and has no versions then", async () => {
    const same = await rebuildProduct(migrate, mesh.projection(PLAIN));
    expect(same).toMatchObject({ differingRows: 0, historyKept: true });
    outside.refuses = (n) => n === 100;
    await count("a", 100);
    await mesh.catchUp();
    outside.refuses = () => false;
    expect(await retryQuarantined(migrate, mesh.projection(PLAIN))).toMatchObject({
      how: "RETRIED",
      changedRows: 1,
    });
    expect((await rows("plain")).map(({ sum }) => sum)).toEqual(["104"]);
    const other = sums("plain-sums", { history: false, version: "1.0.1" });
    const projection = createProjection(summing, other, mesh.as("summing", "project"), () => undefined);
    expect(await rebuildProduct(migrate, projection)).toMatchObject({ differingRows: 1 });
    expect((await rows("plain")).map(({ sum }) => sum)).toEqual(["208"]);
    expect(await history()).toEqual([]);
    expect(await verifyProduct(migrate, projection)).toMatchObject({ differingRows: 0 });
  });

  it("loses what is past its retention without a word in the history", async () => {
    await mesh.admin.query({ text: "update summing_store.checkpoints set retention_seconds = 0.001" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await count("c", 1);
    await mesh.catchUp();
    const retain = "select summing_store.retain('plain-sums', 1) as removed";
    expect(await mesh.as("summing", "project").query({ text: retain })).toEqual([{ removed: "1" }]);
    expect(await history()).toEqual([]);
    expect(await verifyProduct(migrate, mesh.projection(PLAIN))).toMatchObject({ differingRows: 0 });
  });

  it("holds no cut but the last", async () => {
    const floors = await mesh.rows("summing.plain_sums_v1_cuts");
    expect(floors.map(({ history_floor }) => history_floor)).toEqual(floors.map(({ position }) => position));
  });

  it("says so to whoever asks, and cannot be joined", () => {
    expect(describeProduct(summing, plain)).toMatchObject({ history: false });
    expect(describeProduct(summing, told)).not.toHaveProperty("history");
    const joining = (product: ProductRef) =>
      dataProduct({
        name: "joined-sums",
        version: "1.0.0",
        owner,
        description: "Sums of sums.",
        key: "key",
        fields: {
          key: id().describe("The key"),
          sum: int().unit("things").optional().describe("The sum"),
        },
        from: ({ on, join }) => [
          on(Counted, (e) => ({ key: e.data.key })),
          join(upstream(product, { key: "key", fields: { key: id(), sum: int().optional() } }), {
            by: "key",
            take: { sum: "sum" },
          }),
        ],
        sla,
        policy,
      });
    const declare = (product: ProductRef) =>
      context({ ...summing, products: [plain, told, joining(product)] });
    expect(() => declare("told-sums@1")).not.toThrow();
    expect(() => declare(PLAIN)).toThrow("joined-sums@1 joins plain-sums@1, which keeps no history");
    const elsewhere = context({ name: "elsewhere", owner, events: [Counted], products: [joining(PLAIN)] });
    expect(() => defineMesh({ contexts: [summing, elsewhere] })).toThrow("which keeps no history");
  });
});
