import { context, dataProduct, event, id, int, nobody, z } from "@datamesh/kernel";
import {
  type ContextProjector,
  type Database,
  dutyUrl,
  openDatabase,
  startContextProjector,
} from "@datamesh/kernel/postgres";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const Ticked = event("TICKED", {
  description: "A clock ticked.",
  data: { clock: z.string(), tick: z.int(), tags: z.array(z.string()) },
});

const owner = { team: "time", contact: "time@example.org" };
const product = (name: string, seen: (tags: readonly string[]) => void = () => undefined) =>
  dataProduct({
    name,
    version: "1.0.0",
    owner,
    description: "The last tick of each clock.",
    key: "clock",
    fields: { clock: id().describe("Which"), tick: int().unit("ticks").describe("The last") },
    from: ({ on }) => [
      on(Ticked, (e) => {
        seen(e.data.tags);
        return { clock: e.data.clock, tick: e.data.tick };
      }),
    ],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: { read: nobody, purposes: ["reporting"], retention: "7y", compliance: [] },
  });

const clocks = context({
  name: "clocks",
  owner,
  events: [Ticked],
  products: [
    product("first-clocks"),
    product("second-clocks"),
    product("writing-clocks", (tags) => void (tags as string[]).push("mine")),
  ],
});

describe("the products of a context, projected by one process", () => {
  let mesh: TestMesh;
  let shared: Database;
  let projector: ContextProjector;
  beforeAll(async () => {
    mesh = await startTestMesh([clocks]);
    shared = openDatabase(dutyUrl(mesh.mesh, "clocks", "project"), { max: 2 });
    projector = startContextProjector(
      "clocks",
      ["first-clocks@1", "second-clocks@1", "writing-clocks@1"].map((ref) =>
        mesh.projection(ref as `${string}@${number}`),
      ),
      { shared, pollMilliseconds: 50 },
    );
  });
  afterAll(async () => {
    await projector.stop();
    await shared.end();
    await mesh.stop();
  });

  const tick = (clock: string, tick: number) =>
    mesh.append("clocks", { type: "TICKED", data: { clock, tick, tags: ["of all"] } });
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await holds()); tries += 1) {
      if (tries > 400) throw new Error("it did not come to that");
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const lastTick = async (relation: string): Promise<string | null | undefined> =>
    (await mesh.rows(`clocks.${relation}_v1`)).at(-1)?.["tick"];

  it("fold the same events, read once", async () => {
    await tick("a", 1);
    await until(async () => (await lastTick("first_clocks")) === "1");
    await until(async () => (await lastTick("second_clocks")) === "1");
    expect(projector.states().map(({ status }) => status)).toEqual(["RUNNING", "RUNNING", "RUNNING"]);
  });

  it("a fold that writes into an event is quarantined, and the others see the event as it was", async () => {
    const [row] = await mesh.admin.query({ text: "select product, reason from clocks_store.quarantine" });
    expect(row).toMatchObject({
      product: "writing-clocks",
      reason: expect.stringContaining("not extensible"),
    });
  });

  it("one that is held up holds up no other, and follows when it is free", async () => {
    await mesh.admin.transaction(async (blocker) => {
      await blocker.query({ text: "lock table clocks_store.first_clocks_v1_g1 in access exclusive mode" });
      for (let n = 2; n <= 40; n += 1) await tick("a", n);
      await until(async () => (await lastTick("second_clocks")) === "40");
    });
    await until(async () => (await lastTick("first_clocks")) === "40");
    const [history] = await mesh.rows("(select count(*) from clocks.first_clocks_v1_history)");
    expect(history).toEqual({ count: "40" });
  });

  it("one that fails holds up no other, says so, and goes on by itself", async () => {
    const run = (text: string) => mesh.admin.query({ text });
    await run("alter table clocks_store.first_clocks_v1_g1 add constraint poison check (tick < 41)");
    await tick("a", 41);
    await until(async () => (await lastTick("second_clocks")) === "41");
    await until(async () => projector.states().some(({ status }) => status === "FAILING"));
    expect(await lastTick("first_clocks")).toBe("40");
    await run("alter table clocks_store.first_clocks_v1_g1 drop constraint poison");
    await until(async () => (await lastTick("first_clocks")) === "41");
    expect(projector.states().map(({ status }) => status)).toEqual(["RUNNING", "RUNNING", "RUNNING"]);
  });
});
