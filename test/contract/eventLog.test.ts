import { MeshError } from "@datamesh/kernel";
import { type EventLog, START, type StreamAppend } from "@datamesh/kernel/log";
import { models } from "../../subgraphs/index.ts";
import { EVENT_LOGS, newEvent, newEvents } from "../support/eventLogs.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

describe.each(EVENT_LOGS)("an event log in %s", (_name, open) => {
  let log: EventLog;
  let stop: () => Promise<void>;
  beforeAll(async () => ({ log, stop } = await open()));
  afterAll(() => stop());

  it("gives back what was appended, in order, at dense positions", async () => {
    const offered = newEvents(20, "a");
    const appended = await log.append(offered);
    expect(appended.map((each) => each.position)).toEqual(offered.map((_, index) => index + 1));
    const read = await log.read(START, 100);
    expect(read.map(({ recordedAt: _recordedAt, position: _position, ...event }) => event)).toEqual(offered);
    expect(read.map((event) => event.position)).toEqual(offered.map((_, index) => index + 1));
  });

  it("reads a bounded page after a position", async () => {
    const [, , third] = await log.read(START, 3);
    const page = await log.read(third!.position, 2);
    expect(page.map((event) => event.id)).toEqual(["a-3", "a-4"]);
  });

  it("answers a repeated event id with its first position and changes nothing", async () => {
    const before = await log.status();
    const [known, fresh, twice] = await log.append([newEvent("a-4"), newEvent("b-0"), newEvent("b-0")]);
    expect(known).toEqual({ id: "a-4", position: 5, duplicate: true });
    expect(fresh).toMatchObject({ duplicate: false, position: before.head + 1 });
    expect(twice).toMatchObject({ duplicate: true, position: before.head + 1 });
    expect((await log.status()).head).toBe(before.head + 1);
  });

  it("is dense and complete after many writers at once", async () => {
    const before = await log.status();
    await Promise.all(Array.from({ length: 16 }, (_, writer) => log.append(newEvents(5, `w${writer}`))));
    const status = await log.status();
    expect(status.head).toBe(before.head + 80);
    const read = await log.read(START, 1000);
    expect(read.map((event) => event.position)).toEqual(read.map((_, index) => index + 1));
    expect(status.eventTypes).toEqual([{ type: "MODEL_DEPLOYED", count: status.head }]);
  });
});

describe("the PostgreSQL log", () => {
  let mesh: TestMesh;
  beforeAll(async () => {
    mesh = await startTestMesh([models], { partitionSize: 7 });
    await mesh.log("models").append(newEvents(20, "a"));
  });
  afterAll(() => mesh.stop());

  it.each([
    "update models.models_events set event_type = 'X'",
    "delete from models.models_events",
    "truncate models.models_events",
    "truncate models.models_events_p1",
    "delete from models.models_events_ids",
  ])("refuses even its superuser: %s", async (text) => {
    await expect(mesh.admin.query({ text })).rejects.toThrow("the log is append-only");
  });

  it("spreads positions over partitions of the declared size", async () => {
    const rows = await mesh.admin.query({
      text: "select tableoid::regclass::text as part, min(seq_id) as first, count(*) as count from models.models_events group by 1 order by 2",
    });
    expect(rows.map((row) => row["count"])).toEqual(["7", "7", "6"]);
    expect(rows.map((row) => row["first"])).toEqual(["1", "8", "15"]);
  });

  it("appends what comes at once as one group, without what the database refuses of it", async () => {
    const before = await mesh.log("models").status();
    const log = mesh.log("models");
    const calls = Array.from({ length: 40 }, (_, index) => {
      const event = newEvent(`mixed-${index}`);
      return log.append([index % 10 === 7 ? { ...event, occurredAt: "infinity" } : event]);
    });
    const settled = await Promise.allSettled(calls);
    const refused = settled.flatMap(({ status }, index) => (status === "rejected" ? [index] : []));
    expect(refused).toEqual([7, 17, 27, 37]);
    const read = await log.read(before.head, 100);
    const fine = settled.flatMap((_, index) => (index % 10 === 7 ? [] : [`mixed-${index}`]));
    expect(read.map(({ id }) => id)).toEqual(fine);
    const times = new Set(read.map(({ recordedAt }) => recordedAt));
    expect(times.size).toBeLessThan(20);
  });

  it("tells callers the truth when its connections are cut again and again", async () => {
    const log = mesh.log("models");
    const before = await log.status();
    let appending = true;
    const cut = async (): Promise<void> => {
      const text = `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename like '%_append'`;
      while (appending) {
        await mesh.admin.query({ text });
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    };
    const caller = async (number: number) => {
      const stream = `cut-${number}`;
      const outcomes: StreamAppend[] = [];
      for (let round = 0; round < 10; round += 1) {
        const events = newEvents(2, `${stream}-${round}`);
        outcomes.push(await untilKnown(() => log.appendTo({ stream, expected: round * 2 }, events)));
      }
      return outcomes.flatMap((each) => (each.kind === "appended" ? each.events : []));
    };
    const cutting = cut();
    const appended = (await Promise.all(Array.from({ length: 8 }, (_, number) => caller(number)))).flat();
    appending = false;
    await cutting;
    const read = await log.read(before.head, 1_000);
    expect(appended.map(({ id, position, stream }) => ({ id, position, stream }))).toEqual(
      appended.map(({ id }) => {
        const found = read.find((event) => event.id === id);
        return { id, position: found?.position, stream: found?.stream };
      }),
    );
    expect(appended).toHaveLength(160);
    expect(read).toHaveLength(160);
  });

  it("leaves no trace of an append that fails", async () => {
    const before = await mesh.log("models").status();
    const broken = { ...newEvent("broken"), occurredAt: "not a time" };
    await expect(mesh.log("models").append([newEvent("fine"), broken])).rejects.toThrow("timestamp");
    expect(await mesh.log("models").status()).toEqual(before);
    const [again] = await mesh.log("models").append([newEvent("fine")]);
    expect(again).toMatchObject({ position: before.head + 1, duplicate: false });
  });
});

/** Repeats a call whose outcome is not known, as the log asks for. */
async function untilKnown<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof MeshError && error.code === "UNAVAILABLE")) throw error;
    return untilKnown(call);
  }
}
