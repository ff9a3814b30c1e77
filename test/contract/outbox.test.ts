import { randomUUID } from "node:crypto";
import pg from "pg";
import { START, type StreamTarget } from "@datamesh/kernel/log";
import { outboxStatement, startSequencer } from "@datamesh/kernel/postgres";
import { models } from "../../subgraphs/index.ts";
import { newEvent, newEvents } from "../support/eventLogs.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const to = (stream: string, expected: StreamTarget["expected"] = "any"): StreamTarget => ({
  stream: `outbox/${stream}`,
  expected,
});

describe("the outbox of a context", () => {
  let mesh: TestMesh;
  let producerUrl: string;
  const clients: pg.Client[] = [];
  beforeAll(async () => {
    mesh = await startTestMesh([models], { partitionSize: 50 });
    producerUrl = await makeProducer(mesh, "shop");
    await mesh.admin.query({ text: "create table public.orders (id text primary key)" });
    await mesh.admin.query({
      text: `grant usage on schema public to ${new URL(producerUrl).username};`,
    });
    await mesh.admin.query({ text: `grant all on public.orders to ${new URL(producerUrl).username}` });
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()));
  });
  afterAll(() => mesh.stop());

  const connect = async (url = producerUrl): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    clients.push(client);
    await client.connect();
    return client;
  };
  const write = async (client: pg.Client, ids: readonly string[], target?: StreamTarget) => {
    const events = ids.map((id) => newEvent(id));
    const { rows } = await client.query<{ version: string | null }>(
      outboxStatement("models", events, target),
    );
    return rows[0]?.version ?? null;
  };
  /** Moves everything that is committed, as a sequencer does. */
  const moveOn = async (): Promise<number> => {
    const [row] = await mesh
      .as("models", "project")
      .query({ text: "select moved from models.sequence_outbox(1000)" });
    return Number(row?.["moved"]);
  };
  const untilOneWaits = async (): Promise<void> => {
    const text = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await mesh.admin.query({ text })).length === 0);
  };
  const idsInLog = async (): Promise<readonly string[]> =>
    (await mesh.log("models").read(START, 10_000)).map(({ id }) => id);

  it("takes events together with what their producer changes, or not at all", async () => {
    const client = await connect();
    for (const [id, end] of [
      ["kept", "commit"],
      ["dropped", "rollback"],
    ] as const) {
      await client.query("begin");
      await client.query("insert into public.orders values ($1)", [id]);
      await write(client, [`order-${id}`], to(`order-${id}`, "none"));
      await client.query(end);
    }
    await moveOn();
    const { rows } = await client.query("select id from public.orders");
    expect(rows).toEqual([{ id: "kept" }]);
    expect(await idsInLog()).toEqual(["order-kept"]);
    const [event] = await mesh.log("models").read(START, 1);
    expect(event).toMatchObject({
      ...newEvent("order-kept"),
      position: 1,
      stream: { name: "outbox/order-kept", version: 1 },
    });
  });

  it("gives the versions of a stream to its writers one after the other, moved on or not", async () => {
    const client = await connect();
    expect(await write(client, ["v-1", "v-2"], to("versions", "none"))).toBe("2");
    expect(await write(client, ["v-3"], to("versions", 2))).toBe("3");
    await moveOn();
    expect(await write(client, ["v-4"], to("versions", 3))).toBe("4");
    await moveOn();
    const read = await mesh.log("models").read(START, 1_000);
    const own = read.filter(({ stream }) => stream?.name === "outbox/versions");
    expect(own.map(({ id, stream }) => [id, stream?.version])).toEqual([
      ["v-1", 1],
      ["v-2", 2],
      ["v-3", 3],
      ["v-4", 4],
    ]);
  });

  it("refuses a version that the stream does not stand at, and the producer's transaction with it", async () => {
    const client = await connect();
    await write(client, ["stale-1"], to("stale"));
    await client.query("begin");
    await client.query("insert into public.orders values ('stale')");
    await expect(write(client, ["stale-2"], to("stale", "none"))).rejects.toMatchObject({
      code: "40001",
      message: "the stream outbox/stale stands at version 1, not at 0",
    });
    await expect(client.query("commit")).resolves.toMatchObject({ command: "ROLLBACK" });
  });

  it("lets one of two writers win that expect the same version", async () => {
    const [first, second] = [await connect(), await connect()];
    await first.query("begin");
    await write(first, ["race-1"], to("race", "none"));
    const waiting = failureOf(write(second, ["race-2"], to("race", "none")));
    await untilOneWaits();
    await first.query("commit");
    expect(await waiting).toMatchObject({ code: "40001" });
    await moveOn();
    expect(await idsInLog()).not.toContain("race-2");
  });

  it("leaves out events whose ids are known, in the outbox or the log, whatever version is expected", async () => {
    const client = await connect();
    await write(client, ["twice"], to("twice", "none"));
    expect(await write(client, ["twice"], to("twice", "none"))).toBe("1");
    await moveOn();
    expect(await write(client, ["twice"], to("twice", "none"))).toBe("1");
    expect(await moveOn()).toBe(0);
    expect((await idsInLog()).filter((id) => id === "twice")).toHaveLength(1);
  });

  it("refuses an id that another writer is about to commit", async () => {
    const [first, second] = [await connect(), await connect()];
    await first.query("begin");
    await write(first, ["same-id"], to("same-a"));
    const refused = failureOf(write(second, ["same-id"], to("same-b")));
    await untilOneWaits();
    await first.query("commit");
    expect(await refused).toMatchObject({ code: "23505" });
  });

  it("takes events that stand alone", async () => {
    const client = await connect();
    expect(await write(client, ["alone-1", "alone-2"])).toBeNull();
    await moveOn();
    const [last] = (await mesh.log("models").read(START, 1_000)).slice(-1);
    expect(last).toMatchObject({ id: "alone-2" });
    expect(last).not.toHaveProperty("stream");
  });

  it.each([
    [
      "a stream of another name",
      "select models.append_to_outbox('order-1', null, '{a}', '{T}', '{1}', '{now}', array['{}'::jsonb], array['{}'::jsonb])",
      "begins with outbox/",
    ],
    [
      "a time nobody could read again",
      "select models.append_to_outbox(null, null, '{a}', '{T}', '{1}', '{infinity}', array['{}'::jsonb], array['{}'::jsonb])",
      "check constraint",
    ],
    [
      "an event without an id",
      "select models.append_to_outbox(null, null, array[''], '{T}', '{1}', '{now}', array['{}'::jsonb], array['{}'::jsonb])",
      "check constraint",
    ],
    [
      "a payload that is a plain value",
      "select models.append_to_outbox(null, null, '{a}', '{T}', '{1}', '{now}', array['5'::jsonb], array['{}'::jsonb])",
      "check constraint",
    ],
  ])("refuses %s, so that nothing holds up what is behind it", async (_what, text, reason) => {
    await expect((await connect()).query(text)).rejects.toThrow(reason);
  });

  it("moves on what others commit, appends included, while a transaction stays open", async () => {
    const [slow, quick] = [await connect(), await connect()];
    await slow.query("begin");
    await write(slow, ["slow-1"], to("slow", "none"));
    await write(slow, ["slow-2"]);
    for (let round = 0; round < 20; round += 1) {
      await write(quick, [`quick-${round}`], to("quick", round));
      await mesh.log("models").append(newEvents(1, `direct-${round}`));
      expect(await moveOn()).toBe(1);
    }
    const before = await idsInLog();
    expect(before.slice(-40)).toEqual(
      Array.from({ length: 20 }, (_, round) => [`direct-${round}-0`, `quick-${round}`]).flat(),
    );
    await slow.query("commit");
    expect(await moveOn()).toBe(2);
    expect((await idsInLog()).slice(before.length)).toEqual(["slow-1", "slow-2"]);
    expect((await mesh.log("models").status()).head).toBe(before.length + 2);
  });

  it("is moved on exactly once and in the order of each stream by several sequencers, writers and appenders at once", async () => {
    const failures: unknown[] = [];
    const options = {
      onFailure: (error: unknown) => failures.push(error),
      onRepeated: (ids: readonly string[]) => failures.push(ids),
      pollMilliseconds: 5,
    };
    const database = mesh.as("models", "project");
    const sequencers = [1, 2, 3].map(() => startSequencer("models", database, options));
    const before = await mesh.log("models").status();
    const writers = await Promise.all(Array.from({ length: 6 }, () => connect()));
    await Promise.all([
      ...writers.map(async (client, writer) => {
        for (let index = 0; index < 20; index += 1) {
          await client.query("begin");
          await write(client, [`many-${writer}-${index}`], to(`many-${writer % 3}`));
          await client.query(index % 5 === 4 ? "rollback" : "commit");
        }
      }),
      ...Array.from({ length: 20 }, (_, index) => mesh.log("models").append(newEvents(2, `beside-${index}`))),
    ]);
    const rows = async () =>
      (await mesh.admin.query({ text: "select from models.models_events_outbox" })).length;
    while ((await rows()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all(sequencers.map((each) => each.stop()));
    expect(failures).toEqual([]);
    const read = await mesh.log("models").read(before.head, 10_000);
    expect(read).toHaveLength(6 * 16 + 40);
    expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
    for (const stream of ["outbox/many-0", "outbox/many-1", "outbox/many-2"]) {
      const versions = read
        .filter((each) => each.stream?.name === stream)
        .map((each) => each.stream?.version);
      expect(versions).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
    }
  });

  it("shows a producer what it has written itself, and lets it do nothing else", async () => {
    const [own, other] = [await connect(), await connect(await makeProducer(mesh, "warehouse"))];
    await write(own, ["seen"]);
    await write(other, ["not seen"]);
    const { rows } = await own.query("select event_id from models.models_events_outbox");
    expect(rows).toEqual([{ event_id: "seen" }]);
    for (const text of [
      "insert into models.models_events_outbox (event_id, event_type, event_version, occurred_at, data, metadata) values ('x', 'T', 1, now(), '{}', '{}')",
      "delete from models.models_events_outbox",
      "update models.models_events_outbox set event_type = 'X'",
      "select * from models.models_events_outbox_streams",
      "select * from models.models_events",
      "select * from models.sequence_outbox(1)",
      "select * from models.append_calls('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
      "select * from models.model_inferences_v1",
      `set role ${mesh.mesh.prefix}_ledger`,
    ]) {
      await expect(own.query(text)).rejects.toThrow("permission denied");
    }
    await moveOn();
    for (const duty of ["append", "read"] as const) {
      const text = "select * from models.sequence_outbox(1)";
      await expect(mesh.as("models", duty).query({ text })).rejects.toThrow("permission denied");
    }
  });
});

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (failure: unknown) => failure,
  );

/** A login of an application, to which the outbox of models has been opened. Answers its connection string. */
async function makeProducer({ admin, mesh }: TestMesh, name: string): Promise<string> {
  const login = `${mesh.prefix}_${name}`;
  const password = randomUUID();
  await admin.query({ text: `create role "${login}" login password '${password}'` });
  await admin.query({ text: `grant "${mesh.prefix}_models_produce" to "${login}"` });
  const url = new URL(mesh.url);
  url.username = login;
  url.password = password;
  return url.href;
}
