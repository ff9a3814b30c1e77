import {
  openDatabase,
  dutyUrl,
  type Database,
  rebuildProduct,
  verifyProduct,
} from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";
import { createRandom } from "../../cli/sample/random.ts";
import { sampleEvents } from "../../cli/sample/sampleEvents.ts";
import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const contexts = [creditOracle, customers, lending, models];
const REFS: readonly ProductRef[] = [
  "customer-credit-scores@1",
  "customer-credit-scores@2",
  "customer-profiles@1",
  "model-inferences@1",
  "loan-applications@1",
  "loan-officers@1",
];

describe("the replay contract", () => {
  let mesh: TestMesh;
  const pools: Database[] = [];
  beforeAll(async () => {
    mesh = await startTestMesh(contexts);
    await appendAtRandom(mesh);
  });
  afterAll(async () => {
    for (const pool of pools) await pool.end();
    await mesh?.stop();
  });

  const migrate = (context: string): Database => {
    const pool = openDatabase(dutyUrl(mesh.mesh, context, "migrate"), { max: 4 });
    pools.push(pool);
    return pool;
  };
  const verify = (ref: ProductRef) =>
    verifyProduct(migrate(mesh.projection(ref).context), mesh.projection(ref));
  const rebuild = (ref: ProductRef) =>
    rebuildProduct(migrate(mesh.projection(ref).context), mesh.projection(ref));

  it.each(REFS)("%s, however it came to be, is what its events say", async (ref) => {
    const found = await verify(ref);
    expect(found).toMatchObject({ differingRows: 0, differences: [], historyFrom: 0 });
    expect(found.digest).toBe(found.liveDigest);
    expect(found.rows).toBeGreaterThan(0);
  });

  it.each(REFS)("%s is the same after a rebuild: rows, history, journal and position", async (ref) => {
    const before = await everything(mesh, ref);
    const rebuilt = await rebuild(ref);
    expect(rebuilt).toMatchObject({ differingRows: 0, changedFields: [], historyKept: true });
    expect(await everything(mesh, ref)).toEqual(before);
    expect(await verify(ref)).toMatchObject({ differingRows: 0, generation: 2 });
  });

  it("a rebuilt product goes on being projected, and its consumers with it", async () => {
    await rebuild("customer-profiles@1");
    await mesh.append("customers", {
      type: "PROFILE_UPDATED",
      data: { customerId: "c-0001", segment: "corporate" },
    });
    await mesh.catchUp();
    const [row] = await mesh.admin.query({
      text: `select segment from credit_oracle.customer_credit_scores_v2 where customer_id = '0||"c-0001"'`,
    });
    expect(row?.["segment"]).toBe("corporate");
    expect(await verify("customer-credit-scores@2")).toMatchObject({ differingRows: 0 });
  });

  it("a row changed by hand is found, by key and field, and mended by a rebuild", async () => {
    const relation = await liveTable(mesh, "loan-applications@1");
    await mesh.admin.query({
      text: `update ${relation} set event_count = 7
             where application_id = (select min(application_id) from ${relation})`,
    });
    const found = await verify("loan-applications@1");
    expect(found.digest).not.toBe(found.liveDigest);
    expect(found.differences).toEqual([
      { where: "rows", key: expect.any(String), kind: "CHANGED", fields: ["eventCount"] },
    ]);
    expect(await rebuild("loan-applications@1")).toMatchObject({
      differingRows: 1,
      changedFields: ["eventCount"],
    });
    expect(await verify("loan-applications@1")).toMatchObject({ differingRows: 0 });
  });

  it("a row removed, one invented, and a history rewritten by hand are each told", async () => {
    const relation = await liveTable(mesh, "customer-profiles@1");
    const run = (text: string) => mesh.admin.query({ text });
    await run(`delete from ${relation} where customer_id = '0||"c-0002"'`);
    await run(`insert into ${relation} select '0||"c-9999"', name, email, national_id, birth_date, country, segment,
      registered_at from ${relation} where customer_id = '0||"c-0003"'`);
    await run(`update ${relation}_history set country = 'XX' where position = 5`);
    const { differences, differingRows } = await verify("customer-profiles@1");
    expect(differingRows).toBe(3);
    expect(differences).toEqual(
      expect.arrayContaining([
        { where: "rows", key: "c-0002", kind: "MISSING", fields: [] },
        { where: "rows", key: "c-9999", kind: "EXTRA", fields: [] },
        { where: "history", key: expect.any(String), position: 5, kind: "CHANGED", fields: ["country"] },
      ]),
    );
    await rebuild("customer-profiles@1");
    expect(await verify("customer-profiles@1")).toMatchObject({ differingRows: 0 });
  });

  it("readers see rows at every moment of a rebuild, and what is appended meanwhile is in it", async () => {
    let reading = true;
    let reads = 0;
    const reader = (async () => {
      while (reading) {
        const rows = await mesh
          .as("customers", "read")
          .query({ text: "select 1 from customers.customer_profiles_v1" });
        expect(rows.length).toBeGreaterThan(10);
        reads += 1;
      }
    })();
    const writer = (async () => {
      for (let n = 0; n < 40; n += 1) {
        await mesh.append("customers", {
          type: "PROFILE_UPDATED",
          data: { customerId: "c-0004", segment: n % 2 ? "sme" : "retail" },
        });
        await mesh.catchUp();
      }
    })();
    for (let n = 0; n < 5; n += 1) await rebuild("customer-profiles@1");
    await writer;
    reading = false;
    await reader;
    expect(reads).toBeGreaterThan(5);
    expect(await verify("customer-profiles@1")).toMatchObject({ differingRows: 0 });
    const kept = await mesh.admin.query({
      text: `select count(*) as count from pg_tables where schemaname = 'customers_store' and tablename ~ '^customer_profiles_v1_g[0-9]+$'`,
    });
    expect(kept).toEqual([{ count: "2" }]);
  });

  it("two replays of a product at once are one too many", async () => {
    const outcomes = await Promise.allSettled([rebuild("loan-officers@1"), rebuild("loan-officers@1")]);
    const failed = outcomes.filter((each) => each.status === "rejected");
    expect(failed).toHaveLength(1);
    expect(String(failed[0]!.reason)).toContain("another replay of loan-officers@1 is under way");
    expect(await verify("loan-officers@1")).toMatchObject({ differingRows: 0 });
  });
});

/** The sample, in pieces of random size, contexts in random order, projected now and then in batches of random size. */
async function appendAtRandom(mesh: TestMesh): Promise<void> {
  const seed = Math.floor(Math.random() * 2 ** 31);
  process.stdout.write(`replay: seed ${seed}\n`);
  const random = createRandom(seed);
  const left = Object.entries(sampleEvents()).map(([context, events]) => ({ context, events: [...events] }));
  while (left.some(({ events }) => events.length > 0)) {
    const { context, events } = left[Math.floor(random() * left.length)]!;
    const piece = events.splice(0, 1 + Math.floor(random() * 60));
    if (piece.length > 0) await mesh.append(context, ...piece);
    if (random() < 0.4) await mesh.catchUp(1 + Math.floor(random() * 30));
  }
  await mesh.catchUp();
}

async function liveTable(mesh: TestMesh, ref: ProductRef): Promise<string> {
  const { context, product } = mesh.projection(ref);
  const schema = `${context.replaceAll("-", "_")}_store`;
  const [row] = await mesh.admin.query({
    text: `select generation from ${schema}.checkpoints where product = $1 and major = $2`,
    values: [product.name, product.major],
  });
  return `${schema}.${product.name.replaceAll("-", "_")}_v${product.major}_g${row?.["generation"]}`;
}

async function everything(mesh: TestMesh, ref: ProductRef): Promise<unknown> {
  const { context, product } = mesh.projection(ref);
  const relation = `${context.replaceAll("-", "_")}.${product.name.replaceAll("-", "_")}_v${product.major}`;
  return {
    rows: await mesh.rows(relation),
    history: await mesh.rows(`${relation}_history`),
    cuts: await mesh.rows(`${relation}_cuts`),
  };
}
