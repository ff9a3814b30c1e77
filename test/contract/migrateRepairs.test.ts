import { anyone, context, dataProduct, event, id, int, z } from "@datamesh/kernel";
import {
  createProjection,
  type Database,
  dutyUrl,
  migrateMesh,
  openDatabase,
  rebuildProduct,
  verifyProduct,
} from "@datamesh/kernel/postgres";
import { owner, sla } from "../support/declared.ts";
import { joinedContexts } from "../support/declaredJoins.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const Counted = event("COUNTED", {
  description: "Something was counted.",
  data: { key: z.string(), n: z.int() },
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
  policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
});
const contexts = [context({ name: "counting", owner, events: [Counted], products: [counts] })];

describe("migrating what somebody damaged", () => {
  let mesh: TestMesh;
  let admin: Database;
  let role: (duty: string) => string;
  beforeEach(async () => {
    mesh = await startTestMesh(contexts);
    admin = openDatabase(mesh.mesh.url, { max: 1 });
    role = (duty) => `${mesh.mesh.prefix}_counting_${duty}`;
    await append("a", 1);
    await mesh.catchUp();
  });
  afterEach(async () => {
    await admin.end();
    await mesh.stop();
  });

  const append = (key: string, n: number) => mesh.append("counting", { type: "COUNTED", data: { key, n } });
  const rows = async (relation = "counting.counts_v1"): Promise<readonly string[]> => {
    const found = await mesh
      .as("counting", "read")
      .query({ text: `select key, n from ${relation} order by key` });
    return found.map(({ key, n }) => `${key} ${n}`);
  };
  const damage = async (text: string): Promise<void> => {
    await admin.query({ text });
    await migrateMesh(mesh.mesh, contexts);
  };
  /** New events reach readers, under the name of the product. */
  const expectWorking = async (): Promise<void> => {
    await append("b", 2);
    await mesh.catchUp();
    expect(await rows()).toEqual(["a 1", "b 2"]);
  };

  it.each([
    [
      "the reader may not read the view",
      (to: (duty: string) => string) => `revoke select on counting.counts_v1 from ${to("read")}`,
    ],
    [
      "the reader may not read the table",
      (to: (duty: string) => string) => `revoke select on counting_store.counts_v1_g1 from ${to("read")}`,
    ],
    [
      "the projector may not add",
      (to: (duty: string) => string) =>
        `revoke insert on counting_store.counts_v1_g1, counting_store.counts_v1_g1_history from ${to("project")}`,
    ],
    ["the view is gone", () => "drop view counting.counts_v1 cascade"],
    ["the view of the history is gone", () => "drop view counting.counts_v1_history cascade"],
    ["the log's status is gone", () => "drop view counting.log_status cascade"],
    ["what appends is gone", () => "drop function counting.append_calls cascade"],
    [
      "the projector may not read the log",
      (to: (duty: string) => string) => `revoke select on counting.counting_events from ${to("project")}`,
    ],
  ])("makes and grants it again: %s", async (_, statement) => {
    await damage(statement(role));
    await expectWorking();
  });

  it("makes the log append-only again when it is asked for everything", async () => {
    await admin.query({ text: "drop trigger append_only_rows on counting.counting_events" });
    await admin.query({ text: "drop trigger append_only_table on counting.counting_events_ids" });
    await migrateMesh(mesh.mesh, contexts, { always: true });
    for (const text of ["delete from counting.counting_events", "truncate counting.counting_events_ids"])
      await expect(admin.query({ text })).rejects.toMatchObject({ code: "23001" });
    await expectWorking();
  });

  it("makes and grants again what is live after a rebuild, and what is kept", async () => {
    const migrate = openDatabase(dutyUrl(mesh.mesh, "counting", "migrate"), { max: 4 });
    await rebuildProduct(
      migrate,
      createProjection(contexts[0]!, counts, mesh.as("counting", "project"), () => undefined),
    );
    await migrate.end();
    await migrateMesh(mesh.mesh, contexts);
    await admin.query({ text: `revoke select on counting_store.counts_v1_g1 from ${role("read")}` });
    await damage("drop view counting.counts_v1, counting.counts_v1_g1, counting.counts_v1_g2");
    expect(await rows("counting.counts_v1_g1")).toEqual(["a 1"]);
    expect(await rows("counting.counts_v1_g2")).toEqual(["a 1"]);
    await expectWorking();
  });

  it.each(["", "_history", "_cuts", "_members"])(
    "derives a product anew whose table of %p is gone",
    async (part) => {
      await damage(`drop table counting_store.counts_v1_g1${part} cascade`);
      expect(await rows()).toEqual([]);
      await mesh.catchUp();
      await expectWorking();
      const migrate = openDatabase(dutyUrl(mesh.mesh, "counting", "migrate"), { max: 4 });
      const projection = createProjection(
        contexts[0]!,
        counts,
        mesh.as("counting", "project"),
        () => undefined,
      );
      expect(await verifyProduct(migrate, projection)).toMatchObject({ differingRows: 0, historyFrom: 1 });
      expect(await rebuildProduct(migrate, projection)).toMatchObject({
        differingRows: 0,
        historyKept: true,
      });
      await migrate.end();
      expect(await rows()).toEqual(["a 1", "b 2"]);
    },
  );

  it.each(["counting_events", "counting_events_types", "counting_events_head", "counting_events_outbox"])(
    "says that a table of the log is gone, and what helps: %s",
    async (table) => {
      await admin.query({ text: `drop table counting.${table} cascade` });
      await expect(migrateMesh(mesh.mesh, contexts)).rejects.toMatchObject({
        code: "INTERNAL",
        message: expect.stringMatching(new RegExp(`counting\\.${table}[ .].*backup`)),
      });
    },
  );
});

describe("a checkpoint that is gone", () => {
  it.each(["drop table counting_store.checkpoints cascade", "delete from counting_store.checkpoints"])(
    "is not made up: %s",
    async (text) => {
      const mesh = await startTestMesh(contexts);
      await mesh.admin.query({ text });
      await expect(migrateMesh(mesh.mesh, contexts, { always: true })).rejects.toMatchObject({
        code: "INTERNAL",
        message: expect.stringMatching(/counts@1 is gone.*backup/) as unknown,
      });
      await mesh.stop();
    },
  );
});

describe("a product that is derived anew, since its table was lost", () => {
  it("tells whoever joins it of all its rows again, and then of what is new", async () => {
    const mesh = await startTestMesh(joinedContexts);
    const set = (city: string) =>
      mesh.append("people", { type: "PERSON_SET", data: { person: "p", name: "P", city } });
    const homes = async () => {
      await mesh.catchUp();
      return (await mesh.rows("shop.buyers_v1")).map(({ home, times }) => [home, times]);
    };
    await set("Graz");
    await set("Linz");
    await mesh.append("shop", { type: "ORDERED", data: { order: "o", person: "p", city: "Graz", n: 1 } });
    expect(await homes()).toEqual([["Linz", "1"]]);
    await mesh.admin.query({ text: "drop table people_store.people_v1_g1 cascade" });
    await migrateMesh(mesh.mesh, joinedContexts);
    expect(await homes()).toEqual([["Linz", "1"]]);
    await set("Wien");
    expect(await homes()).toEqual([["Wien", "1"]]);
    await mesh.stop();
  });
});
