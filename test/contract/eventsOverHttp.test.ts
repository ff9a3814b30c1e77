import { eventDoorOf, issueServiceToken, newServiceKey } from "@datamesh/kernel/servicetoken";
import { ledgerDoors, person } from "../support/ledgerDoors.ts";

const doors = ledgerDoors();
const { head, opened, post } = doors;

describe("events over HTTP", () => {
  it("are answered with their positions once they are in the log, one in structured mode", async () => {
    const before = await head();
    const offered = opened({ traceparent: "00-ab" });
    const { status, answer } = await post("ledger", "clerk", offered);
    expect([status, answer]).toEqual([
      200,
      { log: "ledger", events: [{ id: offered.id, position: before + 1, duplicate: false }] },
    ]);
    const [stored] = await doors.mesh.log("ledger").read(before as never, 1);
    expect(stored).toMatchObject({
      id: offered.id,
      data: { account: "a-1", who: '0||"p-1"' },
      metadata: { source: "/till", traceparent: "00-ab" },
    });
  });

  it("come many at once, in order, and repeated are answered as the first time", async () => {
    const before = await head();
    const batch = [opened(), opened(), opened()];
    const first = await post("ledger", "clerk", batch);
    expect(first.answer.events?.map(({ position }) => position)).toEqual([
      before + 1,
      before + 2,
      before + 3,
    ]);
    const again = await post("ledger", "clerk", [...batch, opened()]);
    expect(again.answer.events?.map(({ position, duplicate }) => [position, duplicate])).toEqual([
      [before + 1, true],
      [before + 2, true],
      [before + 3, true],
      [before + 4, false],
    ]);
  });

  it("come in binary mode, with the attributes in headers", async () => {
    const before = await head();
    const { status } = await post(
      "ledger",
      "clerk",
      { account: "a-2", who: "p-2" },
      {
        "content-type": "application/json",
        "ce-specversion": "1.0",
        "ce-id": "binary%20%22one%22",
        "ce-source": "/till",
        "ce-type": "OPENED",
        "ce-time": "2026-11-01T10:00:00Z",
      },
    );
    const [stored] = await doors.mesh.log("ledger").read(before as never, 1);
    expect([status, stored?.id]).toEqual([200, 'binary "one"']);
  });

  it("cannot slip attributes past their headers in binary mode", async () => {
    const headers = {
      "content-type": "application/json",
      "ce-specversion": "1.0",
      "ce-id": "x",
      "ce-source": "/t",
      "ce-type": "OPENED",
      "ce-time": "2026-11-01T10:00:00Z",
    };
    const { status } = await post("ledger", "clerk", '{"account":"a","who":"p"},"type":"RENAMED"', headers);
    expect(status).toBe(400);
    expect(await post("ledger", "clerk", "{}", { ...headers, "ce-data": "{}" })).toMatchObject({
      status: 400,
    });
    expect(await post("ledger", "clerk", "{}", { ...headers, "ce-id": "%zz" })).toMatchObject({
      status: 400,
    });
  });

  it("are of the version they say, and stored as that", async () => {
    const before = await head();
    const old = opened({ type: "RENAMED", eventversion: 1, data: { account: "a-1", name: "Savings" } });
    expect(await post("ledger", "clerk", old)).toMatchObject({ status: 200 });
    const [stored] = await doors.mesh.log("ledger").read(before as never, 1);
    expect(stored).toMatchObject({ version: 1, data: { name: "Savings" }, metadata: { source: "/till" } });
    expect(await post("ledger", "clerk", { ...old, id: "v9", eventversion: 9 })).toMatchObject({
      status: 400,
      message: "event 0: event type RENAMED has version 2, and 1 by upcast, not 9",
    });
  });

  it("go to a stream that stands where they expect it, else none is appended", async () => {
    const stream = (more: object) => opened({ stream: "account/a-9", ...more });
    const first = await post("ledger", "clerk", [stream({ expectedversion: "none" }), stream({})]);
    expect(first.answer.events?.map((each) => each.stream)).toEqual([
      { name: "account/a-9", version: 1 },
      { name: "account/a-9", version: 2 },
    ]);
    const before = await head();
    const refused = await post("ledger", "clerk", [stream({ expectedversion: 1 })]);
    expect([refused.status, refused.answer.errors?.[0]]).toMatchObject([
      409,
      { extensions: { code: "CONFLICT", stream: "account/a-9", expected: 1, actual: 2 } },
    ]);
    expect(await head()).toBe(before);
    expect(await post("ledger", "clerk", [stream({}), opened()])).toMatchObject({ status: 400 });
    expect(await post("ledger", "clerk", [stream({}), stream({ expectedversion: 2 })])).toMatchObject({
      status: 400,
    });
    expect(await post("ledger", "clerk", [opened({ expectedversion: 2 })])).toMatchObject({ status: 400 });
    expect(await post("ledger", "clerk", [opened({ stream: "outbox/1" })])).toMatchObject({ status: 400 });
  });

  it("in an empty batch are none", async () => {
    expect(await post("ledger", "clerk", [])).toMatchObject({
      status: 200,
      answer: { log: "ledger", events: [] },
    });
  });
});

describe("the door of a context", () => {
  const clerk = person("clerk", "team:ledger");
  const body = JSON.stringify([opened()]);
  const ask = async (change: Partial<Parameters<typeof issueServiceToken>[0]>, sent = body) => {
    const { door, serviceKey } = doors.mesh.doorOf("ledger") ?? {};
    const call = {
      key: serviceKey as Uint8Array,
      subgraph: eventDoorOf("ledger"),
      consumer: clerk,
      body,
      now: new Date(),
    };
    const token = issueServiceToken({ ...call, ...change });
    return door?.handle({ path: "/events", authorization: `Bearer ${token}`, requestId: "r", body: sent });
  };

  it("opens to a token for this door, body and moment alone", async () => {
    const before = await head();
    expect(await ask({}, JSON.stringify([opened()]))).toMatchObject({ status: 401 });
    expect(await ask({ subgraph: "ledger" })).toMatchObject({ status: 401 });
    expect(await ask({ subgraph: eventDoorOf("customers") })).toMatchObject({ status: 401 });
    expect(await ask({ key: newServiceKey() })).toMatchObject({ status: 401 });
    expect(await ask({ now: new Date(Date.now() - 120_000) })).toMatchObject({ status: 401 });
    expect(
      await doors.mesh.doorOf("ledger")?.door.handle({ authorization: "", requestId: "r", body }),
    ).toMatchObject({ status: 401 });
    expect(await head()).toBe(before);
    expect(await ask({})).toMatchObject({ status: 200 });
  });

  it("decides again, whatever the gateway has let pass", async () => {
    expect(await ask({ consumer: person("eve", "analyst") })).toMatchObject({ status: 403 });
  });

  it("whose answer is lost says that it is not known, and the same request again is safe", async () => {
    const offered = JSON.stringify([opened()]);
    const lost = await doors.mesh.mesh.append("nowhere", offered, {
      consumer: clerk,
      requestId: "r",
      note: () => undefined,
    });
    expect(lost).toMatchObject({ ok: false, errors: [{ code: "UNAVAILABLE" }] });
  });
});
