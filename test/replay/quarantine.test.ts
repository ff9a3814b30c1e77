import {
  createProjection,
  type Database,
  discardQuarantined,
  dutyUrl,
  openDatabase,
  readDiscarded,
  readQuarantine,
  rebuildProduct,
  retryQuarantined,
  showQuarantined,
  verifyProduct,
} from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";
import fc from "fast-check";
import {
  counted,
  counters,
  counting,
  counts,
  fragile,
  type Happening,
  outside,
  sound,
} from "../support/fragileCounts.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const FRAGILE: ProductRef = "fragile-counts@1";

describe("the quarantine of a product", () => {
  let mesh: TestMesh;
  let migrate: Database;
  beforeEach(async () => {
    outside.refuses = (n) => n >= 100;
    mesh = await startTestMesh([counting]);
    migrate = openDatabase(dutyUrl(mesh.mesh, "counting", "migrate"), { max: 4 });
  });
  afterEach(async () => {
    await migrate.end();
    await mesh.stop();
  });

  const append = (...events: readonly Happening[]) => mesh.append("counting", ...events);
  const waiting = () => readQuarantine(mesh.as("counting", "project"), "counting", fragile);
  const retry = (...positions: readonly number[]) =>
    retryQuarantined(migrate, mesh.projection(FRAGILE), positions.length === 0 ? {} : { positions });
  const verify = () => verifyProduct(migrate, mesh.projection(FRAGILE));
  const rows = (name: string) => mesh.rows(`counting.${name}_counts_v1`);
  const history = () => mesh.rows("counting.fragile_counts_v1_history");
  const standing = async () =>
    (
      await mesh.as("counting", "read").query({
        text: `select generation, cut, epoch, quarantined, discarded from counting.product_positions
               where product = 'fragile-counts'`,
      })
    )[0];

  it("tells what waits there, why, and since when; no value of the event is in it", async () => {
    await append(counted(["a"], 1), {
      type: "COUNTED",
      data: { keys: ["a"], n: 100, by: "ann", note: "secret" },
    });
    await mesh.catchUp();
    expect(await waiting()).toEqual([
      {
        product: FRAGILE,
        input: "events",
        position: 2,
        eventId: expect.any(String),
        eventType: "COUNTED",
        reason: "the outside refused it",
        since: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ]);
    const where = { context: "counting", product: fragile, log: mesh.log("counting") };
    const shown = await showQuarantined(mesh.as("counting", "project"), where, 2);
    expect(shown.data).toEqual({ keys: ["a"], n: 100, by: "ann", note: "(hidden)" });
    await expect(showQuarantined(mesh.as("counting", "project"), where, 1)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("a retry gives the rows of an undisturbed run, and tells the differences as changes of one more commit", async () => {
    await append(
      { type: "NAMED", data: { by: "bob", name: "Bob" } },
      counted(["a"], 1),
      counted(["a", "b"], 100, "bob"),
      counted(["a"], 3, "bob"),
      counted(["c"], 4),
    );
    await mesh.catchUp();
    const before = { history: await history(), standing: await standing() };
    expect(await rows("fragile")).not.toEqual(await rows("sound"));
    outside.refuses = () => false;
    const done = await retry();
    expect(done).toMatchObject({ how: "RETRIED", changedRows: 2, waiting: [], folded: [{ position: 3 }] });
    expect(await rows("fragile")).toEqual(await rows("sound"));
    const after = await history();
    expect(after.slice(0, before.history.length)).toEqual(before.history);
    expect(after.slice(before.history.length).map(({ key, input }) => [key, input])).toEqual([
      ["a", "retry"],
      ["b", "retry"],
    ]);
    expect(await standing()).toEqual({
      ...before.standing,
      cut: String(Number(before.standing?.["cut"]) + 1),
      epoch: "1",
      quarantined: "0",
    });
    expect(await verify()).toMatchObject({ differingRows: 0, revision: done.revision });
  });

  it("what is folded after a retry, and a rebuild of all, is as if nothing had been wrong", async () => {
    await append(counted(["a"], 100, "bob"), counted(["a"], 1));
    await mesh.catchUp();
    outside.refuses = () => false;
    await retry(1);
    await append(counted(["a"], 2, "bob"), { type: "NAMED", data: { by: "bob", name: "Bob" } });
    await mesh.catchUp();
    expect(await rows("fragile")).toEqual(await rows("sound"));
    const told = await history();
    const rebuilt = await rebuildProduct(migrate, mesh.projection(FRAGILE));
    expect(rebuilt).toMatchObject({ differingRows: 0, historyKept: true });
    expect(await history()).toEqual(told);
    expect(await verify()).toMatchObject({ differingRows: 0 });
  });

  it("what still cannot be folded waits on, and changes nothing", async () => {
    await append(counted(["a"], 1), counted(["a"], 100), counted(["a"], 200));
    await mesh.catchUp();
    const before = await standing();
    expect(await retry()).toMatchObject({ how: "NOTHING", changedRows: 0, folded: [] });
    expect(await standing()).toEqual(before);
    outside.refuses = (n) => n >= 200;
    const done = await retry(2);
    expect(done).toMatchObject({ how: "RETRIED", changedRows: 1 });
    expect(done.folded.map(({ position }) => position)).toEqual([2]);
    expect(done.waiting.map(({ position }) => position)).toEqual([3]);
    expect((await rows("fragile")).map(({ times }) => times)).toEqual(["2"]);
    await expect(retry(2)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("what was discarded is skipped whoever derives the product, and stays on record", async () => {
    await append(counted(["a"], 1), counted(["a"], 100), counted(["a"], 3));
    await mesh.catchUp();
    const discard = { position: 2, reason: "a test of the source", by: "ann" };
    const found = await discardQuarantined(migrate, "counting", fragile, discard);
    expect(found).toMatchObject({
      position: 2,
      reason: "the outside refused it",
      discardedBecause: "a test of the source",
      discardedBy: "ann",
    });
    expect(await waiting()).toEqual([]);
    expect(await standing()).toMatchObject({ quarantined: "0", discarded: "1" });
    outside.refuses = () => false;
    expect(await verify()).toMatchObject({ differingRows: 0 });
    await rebuildProduct(migrate, mesh.projection(FRAGILE), { anew: true });
    expect((await rows("fragile")).map(({ times }) => times)).toEqual(["2"]);
    const kept = await readDiscarded(mesh.as("counting", "project"), "counting", fragile);
    expect(kept).toEqual([found]);
    const forget = migrate.query({ text: "delete from counting_store.discarded" });
    await expect(forget).rejects.toThrow("stays on record");
    const again = discardQuarantined(migrate, "counting", fragile, discard);
    await expect(again).rejects.toMatchObject({ code: "NOT_FOUND" });
    const silent = discardQuarantined(migrate, "counting", fragile, { ...discard, reason: " " });
    await expect(silent).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("what would have passed its retention meanwhile does not come back", async () => {
    await append(counted(["a", "b"], 100), counted(["b"], 1));
    await mesh.catchUp();
    await mesh.admin.query({ text: "update counting_store.checkpoints set retention_seconds = 0.001" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await append(counted(["b", "c"], 2));
    await mesh.catchUp();
    for (const name of ["fragile-counts", "sound-counts"]) {
      await mesh.as("counting", "project").query({
        text: "select counting_store.retain($1, 1)",
        values: [name],
      });
    }
    outside.refuses = () => false;
    expect(await retry()).toMatchObject({ how: "RETRIED" });
    expect(await rows("fragile")).toEqual(await rows("sound"));
    expect(await verify()).toMatchObject({ differingRows: 0 });
  });

  it("rows that are too many to be told apart are all derived anew", async () => {
    await append(counted(["a", "b"], 100), counted(["b", "c"], 1), counted(["c", "d"], 1), counted(["e"], 1));
    await mesh.catchUp();
    outside.refuses = () => false;
    const done = await retryQuarantined(migrate, mesh.projection(FRAGILE), { mostKeys: 3 });
    expect(done).toMatchObject({
      how: "REBUILT",
      because: expect.stringContaining("too many"),
      changedRows: 2,
      waiting: [],
    });
    expect(await standing()).toMatchObject({ generation: "2", quarantined: "0" });
    expect(await rows("fragile")).toEqual(await rows("sound"));
  });

  it("mended code under a new version is what a rebuild folds, and a retry with it is one", async () => {
    await append(counted(["a"], 1), counted(["a"], 100));
    await mesh.catchUp();
    const mended = counts("fragile-counts", (n) => void n, "1.0.1");
    const projection = createProjection(
      { ...counting, products: [counters, mended, sound] },
      mended,
      mesh.as("counting", "project"),
      () => "counting",
    );
    const done = await retryQuarantined(migrate, projection);
    expect(done).toMatchObject({
      how: "REBUILT",
      because: expect.stringContaining("the code has changed"),
      folded: [{ position: 2 }],
    });
    expect(await rows("fragile")).toEqual(await rows("sound"));
    expect(await verifyProduct(migrate, projection)).toMatchObject({ differingRows: 0 });
  });

  it("a projector cannot discard", async () => {
    const insert = mesh.as("counting", "project").query({
      text: `insert into counting_store.discarded
               (product, major, input, input_position, failed_because, reason, discarded_by)
             values ('fragile-counts', 1, 'events', 1, 'x', 'x', 'x')`,
    });
    await expect(insert).rejects.toThrow("permission denied");
  });

  it("events that cannot be folded, whenever and wherever: after a retry all is as if they could", async () => {
    const key = fc.constantFrom("a", "b", "c", "d", "e");
    const happening = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(
            fc.uniqueArray(key, { minLength: 1, maxLength: 2 }),
            fc.nat(9),
            fc.constantFrom("ann", "bob"),
          )
          .map(([keys, n, by]) => counted(keys, n, by)),
      },
      { weight: 1, arbitrary: key.map((each): Happening => ({ type: "CLEARED", data: { key: each } })) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom("ann", "bob"), fc.string({ maxLength: 5, unit: "grapheme-ascii" }))
          .map(([by, name]): Happening => ({ type: "NAMED", data: { by, name } })),
      },
    );
    const piece = fc.record({
      events: fc.array(happening, { maxLength: 8 }),
      batch: fc.integer({ min: 1, max: 5 }),
      retries: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (pieces, from) => {
          await migrate.end();
          await mesh.stop();
          mesh = await startTestMesh([counting]);
          migrate = openDatabase(dutyUrl(mesh.mesh, "counting", "migrate"), { max: 4 });
          for (const { events, batch, retries } of pieces) {
            outside.refuses = (n) => n >= from;
            await append(...events);
            await mesh.catchUp(batch);
            outside.refuses = () => false;
            if (retries) await retry();
          }
          await retry();
          expect(await waiting()).toEqual([]);
          expect(await rows("fragile")).toEqual(await rows("sound"));
          expect(await verify()).toMatchObject({ differingRows: 0 });
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });
});
