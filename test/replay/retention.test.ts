import { anyone, context, dataProduct, event, id, int, subject, upstream, z } from "@datamesh/kernel";
import {
  applyRetention,
  type Database,
  dutyUrl,
  migrateMesh,
  openDatabase,
  planRetention,
  rebuildProduct,
  startProjector,
  verifyProduct,
} from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";
import { owner, sla } from "../support/declared.ts";

const policy = { read: anyone, purposes: ["testing"], compliance: [] };
const Visited = event("VISITED", {
  description: "Somebody came.",
  data: { who: subject(z.string()), where: z.string() },
});
const visitors = dataProduct({
  name: "visitors",
  version: "1.0.0",
  owner,
  description: "Who came, and how often.",
  key: "who",
  fields: {
    who: id().subject().describe("The visitor"),
    visits: int().unit("visits").describe("How often"),
    places: int().unit("places").describe("How many places"),
  },
  from: ({ accumulate }) => [
    accumulate(Visited, {
      key: (e) => e.data.who,
      distinct: (e) => e.data.where,
      fold: (row, _e, { key, firstSeen }) => ({
        who: key,
        visits: (row?.visits ?? 0) + 1,
        places: (row?.places ?? 0) + (firstSeen ? 1 : 0),
      }),
    }),
  ],
  sla,
  policy: { ...policy, retention: "1s" },
});
const greetings = dataProduct({
  name: "greetings",
  version: "1.0.0",
  owner,
  description: "Whom we greet, and how often they came.",
  key: "who",
  fields: {
    who: id().subject().describe("The visitor"),
    visits: int().unit("visits").optional().describe("How often"),
  },
  from: ({ on, join }) => [
    on(Visited, (e) => ({ who: e.data.who })),
    join(upstream("visitors@1", { key: "who", fields: { who: id().subject(), visits: int() } }), {
      by: "who",
      take: { visits: "visits" },
    }),
  ],
  sla,
  policy: { ...policy, retention: "10y" },
});
const home = context({ name: "home", owner, events: [Visited], products: [visitors, greetings] });

describe("retention", () => {
  let mesh: TestMesh;
  let migrate: Database;
  beforeEach(async () => {
    mesh = await startTestMesh([home]);
    migrate = openDatabase(dutyUrl(mesh.mesh, "home", "migrate"), { max: 4 });
  });
  afterEach(async () => {
    await migrate.end();
    await mesh.stop();
  });

  const visit = (...who: readonly string[]) =>
    mesh.append("home", ...who.map((each) => ({ type: "VISITED", data: { who: each, where: "here" } })));
  /** Longer than what is kept is kept, by the clock of the database, which is the log's. */
  const later = () => new Promise((resolve) => setTimeout(resolve, 1_100));
  const names = async (relation: string) =>
    (await mesh.rows(relation)).map((row) => JSON.parse((row["who"] ?? "").slice(3)) as string);
  const verify = (ref: ProductRef) => verifyProduct(migrate, mesh.projection(ref));

  it("removes rows whose last event is older than declared, on the log's own time", async () => {
    await visit("ada", "bob");
    await mesh.catchUp();
    await later();
    expect(await applyRetention(mesh.projection("visitors@1"))).toBe(0);
    await visit("bob", "cyd");
    await mesh.catchUp();
    const plan = await planRetention(migrate, mesh.projection("visitors@1"));
    expect(plan).toMatchObject({
      product: "visitors@1",
      retention: "1s",
      rows: 1,
      versions: 2,
      retainedTo: 0,
    });
    expect(await applyRetention(mesh.projection("visitors@1"))).toBe(1);
    expect(await names("home.visitors_v1")).toEqual(["bob", "cyd"]);
    expect(await applyRetention(mesh.projection("visitors@1"))).toBe(0);
    expect(await planRetention(migrate, mesh.projection("visitors@1"))).toMatchObject({
      rows: 0,
      retainedTo: 2,
    });
  });

  it("removes the history of what went, and tells consumers of the product", async () => {
    await visit("ada", "bob");
    await mesh.catchUp();
    await later();
    await visit("bob");
    await mesh.catchUp();
    await applyRetention(mesh.projection("visitors@1"));
    await mesh.catchUp();
    const history = await mesh.rows("home.visitors_v1_history");
    expect(history.map(({ position, removed, input }) => [position, removed, input])).toEqual([
      ["3", "f", "events"],
      ["4", "t", "retention"],
    ]);
    expect((await mesh.rows("home.greetings_v1")).map((row) => row["visits"])).toEqual([null, "2"]);
  });

  it("begins anew when somebody comes back", async () => {
    await visit("ada", "ada");
    await mesh.catchUp();
    await later();
    await visit("bob");
    await mesh.catchUp();
    await applyRetention(mesh.projection("visitors@1"));
    await visit("ada");
    await mesh.catchUp();
    const [ada] = await mesh.rows("home.visitors_v1");
    expect(ada).toMatchObject({ visits: "1", places: "1" });
    expect(await verify("visitors@1")).toMatchObject({ differingRows: 0, rows: 2 });
  });

  it("is repeated by every replay, of the product and of those over it", async () => {
    for (const who of ["ada", "bob", "cyd"]) {
      await visit(who, "ada");
      await mesh.catchUp();
      await later();
      await visit("eve");
      await mesh.catchUp();
      await applyRetention(mesh.projection("visitors@1"));
      await mesh.catchUp();
    }
    for (const ref of ["visitors@1", "greetings@1"] as const) {
      expect(await verify(ref)).toMatchObject({ product: ref, differingRows: 0, differences: [] });
      const before = await mesh.rows(`home.${ref.replace("@", "_v")}_history`);
      expect(await rebuildProduct(migrate, mesh.projection(ref))).toMatchObject({
        differingRows: 0,
        historyKept: true,
      });
      expect(await mesh.rows(`home.${ref.replace("@", "_v")}_history`)).toEqual(before);
      expect(await verify(ref)).toMatchObject({ differingRows: 0 });
    }
  });

  it("is the projector's work", async () => {
    await visit("ada");
    const projector = startProjector(mesh.projection("visitors@1"), {
      pollMilliseconds: 20,
      retentionMilliseconds: 20,
    });
    await later();
    await visit("bob");
    for (let n = 0; n < 200 && (await names("home.visitors_v1")).join() !== "bob"; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await projector.stop();
    expect(await names("home.visitors_v1")).toEqual(["bob"]);
  });

  it("cannot be made to take more by a forged journal", async () => {
    await visit("ada");
    await mesh.catchUp();
    await later();
    await visit("bob", "cyd", "bob");
    await mesh.catchUp();
    await mesh.as("home", "project").query({
      text: `insert into home_store.visitors_v1_g1_cuts (cut, position, inputs)
             values (900000, 900000, '{"events": {"position": 0}}')`,
    });
    expect(await applyRetention(mesh.projection("visitors@1"))).toBe(1);
    const history = await mesh.rows("home.visitors_v1_history");
    expect(history.map((row) => row["position"])).toEqual(["2", "3", "4", "5"]);
  });

  it("is not shortened by a declaration: that takes a new major", async () => {
    const stored = async () =>
      (
        await mesh.admin.query({
          text: "select product, retention_seconds from home_store.checkpoints order by 1",
        })
      ).map((row) => row["retention_seconds"]);
    expect(await stored()).toEqual(["315576000", "1"]);
    const shorter = { ...greetings, policy: { ...greetings.policy, retention: "1d" } };
    const longer = { ...visitors, policy: { ...visitors.policy, retention: "1h" } };
    await migrateMesh(mesh.mesh, [
      context({ name: "home", owner, events: [Visited], products: [longer, shorter] }),
    ]);
    expect(await stored()).toEqual(["315576000", "3600"]);
  });

  it("cannot be cut short by a projector: what it may delete is not for it to say", async () => {
    const project = mesh.as("home", "project");
    await visit("ada");
    await mesh.catchUp();
    const attempts = [
      "update home_store.checkpoints set retention_seconds = 0",
      "update home_store.checkpoints set retained_to = 0",
      "select home_store.expire_rows('home_store', 'visitors_v1_g1', 'who', true, 99, 0)",
      "delete from home_store.visitors_v1_g1_history",
    ];
    for (const text of attempts) await expect(project.query({ text })).rejects.toThrow("permission denied");
    expect(await names("home.visitors_v1")).toEqual(["ada"]);
  });
});
