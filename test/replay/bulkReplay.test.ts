import {
  anyone,
  context,
  dataProduct,
  event,
  id,
  int,
  list,
  remove,
  subject,
  text,
  timestamp,
  upstream,
  z,
} from "@datamesh/kernel";
import {
  applyRetention,
  dutyUrl,
  openDatabase,
  rebuildProduct,
  type ReplayOptions,
  verifyProduct,
} from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";
import fc from "fast-check";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";
import { owner, sla } from "../support/declared.ts";

const policy = { read: anyone, purposes: ["testing"], compliance: [] };
const data = { key: z.string(), ref: z.string(), n: z.int(), note: z.string() };
const Put = event("PUT", { description: "Put.", data });
const Added = event("ADDED", { description: "Added.", data: { ...data, key: subject(z.string()) } });
const Dropped = event("DROPPED", { description: "Dropped.", data });
const Named = event("NAMED", { description: "Named.", data });

/** What others join, by its key and by a field; what is removed comes back, and what is negative cannot be folded. */
const names = dataProduct({
  name: "names",
  version: "1.0.0",
  owner,
  description: "Names.",
  key: "ref",
  fields: {
    ref: id().describe("The key"),
    note: text().describe("A name"),
    at: timestamp().describe("When"),
  },
  from: ({ on }) => [
    on(Named, (e) =>
      e.data.n < 0 ? remove(e.data.ref) : { ref: e.data.ref, note: e.data.note, at: e.occurredAt },
    ),
  ],
  sla,
  policy: { ...policy, retention: "10y" },
});
const namesContract = upstream("names@1", { key: "ref", fields: { ref: id(), note: text() } });
const things = dataProduct({
  name: "things",
  version: "1.0.0",
  owner,
  description: "Things.",
  key: "key",
  fields: {
    key: id().subject().describe("The key"),
    ref: id().optional().describe("What it points to"),
    n: int().unit("things").describe("A number"),
    seen: int().unit("things").optional().describe("How many different"),
    notes: list(text()).optional().describe("Notes"),
    first: text().optional().describe("By what it points to"),
    second: text().optional().describe("By its own key"),
  },
  from: ({ on, accumulate, join }) => [
    on(Put, (e) => ({ key: e.data.key, ref: e.data.ref, n: e.data.n, notes: [e.data.note] })),
    accumulate(Added, {
      key: (e) => [e.data.key, `${e.data.key}-all`],
      distinct: (e) => e.data.note,
      fold: (row, e, { key, firstSeen }) => {
        if (e.data.n < 0) throw new Error("a personal detail");
        return { key, n: (row?.n ?? 0) + e.data.n, seen: (row?.seen ?? 0) + (firstSeen ? 1 : 0) };
      },
    }),
    on(Dropped, (e) => remove(e.data.key)),
    join(namesContract, { by: "ref", take: { first: "note" } }),
    join(namesContract, { by: "key", take: { second: "note" } }),
  ],
  sla,
  policy: { ...policy, retention: "1s" },
});
const naming = context({ name: "naming", owner, events: [Named], products: [names] });
const home = context({ name: "home", owner, events: [Put, Added, Dropped], products: [things] });
const REFS = ["names@1", "things@1"] as const;

const key = fc.constantFrom("a", "b", "c", "d", "é\t\\N");
const payload = fc.record({
  key,
  ref: key,
  n: fc.integer({ min: -1, max: 3 }),
  note: fc.constantFrom("x", "y", "tab\t", "line\n", "\\N", "Zoë 🎈", '"quoted"'),
});
const offered = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      context: fc.constant("home"),
      type: fc.constantFrom("PUT", "ADDED", "DROPPED"),
      data: payload,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ context: fc.constant("naming"), type: fc.constant("NAMED"), data: payload }),
  },
);
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ append: fc.array(offered, { minLength: 1, maxLength: 6 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ project: fc.constantFrom(...REFS), batch: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ retain: true as const }) },
);
const options: fc.Arbitrary<ReplayOptions> = fc.record(
  {
    memoryBytes: fc.oneof(fc.constant(0), fc.integer({ min: 500, max: 10_000 })),
    flushEvents: fc.integer({ min: 1, max: 20 }),
    eventsPerRun: fc.integer({ min: 1, max: 20 }),
  },
  { requiredKeys: [] },
);

describe("a replay in memory", () => {
  it("makes the rows, history, journal and quarantine of the live product, whatever the batches, flushes and memory", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 40 }), options, options, replaysAsLive),
      { numRuns: 8, endOnFailure: true },
    );
  }, 240_000);

  it("refuses a log that lacks an event, and leaves nothing behind", async () => {
    const mesh = await startTestMesh([naming, home]);
    const migrate = openDatabase(dutyUrl(mesh.mesh, "home", "migrate"), { max: 4 });
    const put = (name: string) => ({ type: "PUT", data: { key: name, ref: "a", n: 1, note: "x" } });
    await mesh.append("home", put("a"), put("b"), put("c"));
    await mesh.catchUp();
    await mesh.admin.transaction(async (connection) => {
      await connection.query({ text: "set local session_replication_role = replica" });
      await connection.query({ text: "delete from home.home_events where seq_id = 2" });
    });
    const projection = mesh.projection("things@1");
    await expect(verifyProduct(migrate, projection)).rejects.toThrow("lacks positions between 0 and 3");
    await expect(rebuildProduct(migrate, projection)).rejects.toThrow("lacks positions between 0 and 3");
    const left = await mesh.admin.query({
      text: `select tablename from pg_tables where schemaname = 'home_store' and tablename ~ '_g[^1]'
             union all select product from home_store.rebuilds`,
    });
    expect(left).toEqual([]);
    await migrate.end();
    await mesh.stop();
  });
});

async function replaysAsLive(
  actions: readonly (typeof action extends fc.Arbitrary<infer A> ? A : never)[],
  verifying: ReplayOptions,
  rebuilding: ReplayOptions,
): Promise<void> {
  const mesh = await startTestMesh([naming, home]);
  const pools = ["naming", "home"].map(
    (name) => [name, openDatabase(dutyUrl(mesh.mesh, name, "migrate"), { max: 4 })] as const,
  );
  const migrate = new Map(pools);
  try {
    for (const each of actions) await act(mesh, each);
    await mesh.catchUp(7);
    for (const ref of REFS) {
      const projection = mesh.projection(ref);
      const database = migrate.get(projection.context)!;
      const before = await everything(mesh, ref);
      const found = await verifyProduct(database, projection, verifying);
      expect(found).toMatchObject({ differences: [], differingRows: 0, historyFrom: 0 });
      expect(found.digest).toBe(found.liveDigest);
      expect(await rebuildProduct(database, projection, rebuilding)).toMatchObject({
        historyKept: true,
        differingRows: 0,
      });
      expect(await everything(mesh, ref)).toEqual(before);
      await mesh.catchUp(7);
      expect(await verifyProduct(database, projection, rebuilding)).toMatchObject({ differingRows: 0 });
    }
  } finally {
    for (const [, pool] of pools) await pool.end();
    await mesh.stop();
  }
}

async function act(mesh: TestMesh, each: Readonly<Record<string, unknown>>): Promise<void> {
  if ("append" in each) {
    for (const { context: name, ...offer } of each["append"] as {
      context: string;
      type: string;
      data: object;
    }[]) {
      await mesh.append(name, offer);
    }
    return;
  }
  if ("retain" in each) {
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await mesh.append("home", { type: "DROPPED", data: { key: "z", ref: "z", n: 0, note: "" } });
    await mesh.catchUp(5);
    await applyRetention(mesh.projection("things@1"));
    return;
  }
  await mesh.project(each["project"] as ProductRef, each["batch"] as number);
}

async function everything(mesh: TestMesh, ref: ProductRef): Promise<unknown> {
  const { context: name, product } = mesh.projection(ref);
  const relation = `${name}.${product.name}_v${product.major}`;
  const store = `${name}_store`;
  const [live] = await mesh.admin.query({ text: `select generation from ${store}.checkpoints` });
  const table = `${store}.${product.name}_v${product.major}_g${live?.["generation"]}`;
  return {
    rows: await mesh.rows(relation),
    lastEvents: await mesh.admin.query({
      text: `select last__event from ${table} order by ${product.key} collate "C"`,
    }),
    members: await mesh.admin.query({ text: `select key, member from ${table}_members order by 1, 2` }),
    history: await mesh.rows(`${relation}_history`),
    cuts: await mesh.rows(`${relation}_cuts`),
    keys: await mesh.admin.query({
      text: `select replace(indexdef, '_g${live?.["generation"]}', '_g') as key from pg_indexes
             where schemaname = '${store}' and tablename like '${product.name}_v${product.major}_g${live?.["generation"]}%' order by 1`,
    }),
    quarantine: await mesh.admin.query({
      text: `select input, input_position, event_id, event_type, reason from ${store}.quarantine
             where generation = ${live?.["generation"]} order by 1, 2`,
    }),
  };
}
