import { context, dataProduct, event, id, int, role, subject, team, text, z } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import { eventDoorOf, issueServiceToken, newServiceKey } from "@datamesh/kernel/servicetoken";
import { PERSONAS } from "../../gateway/authenticate/index.ts";
import { CONTEXTS } from "../../subgraphs/index.ts";
import { startEventDoors } from "../support/eventDoors.ts";

const owner = { team: "ledger", contact: "ledger@example.com" };
const Opened = event("OPENED", {
  description: "An account was opened.",
  data: {
    account: z.string(),
    who: subject(z.string()),
    limit: z.int().max(100).optional(),
    note: z.string().optional(),
  },
});
const Renamed = event("RENAMED", {
  description: "An account has another name.",
  data: { account: z.string(), to: z.object({ name: z.string() }) },
  upcast: {
    from: event("RENAMED", { description: "The same.", data: { account: z.string(), name: z.string() } }),
    step: ({ account, name }) => ({ account, to: { name } }),
  },
});
const Unread = event("UNREAD", { description: "Nobody reads this.", data: {} });
const accounts = dataProduct({
  name: "accounts",
  version: "1.0.0",
  owner,
  description: "Accounts.",
  key: "account",
  fields: {
    account: id().describe("It."),
    who: id().subject().optional().describe("Whose."),
    limit: int().optional().describe("How much.").writableBy(role("risk")),
    note: text().optional().describe("About it."),
    name: text().optional().describe("Its name."),
  },
  from: ({ on }) => [
    on(Opened, ({ data }) => ({ account: data.account, who: data.who, limit: data.limit, note: data.note })),
    on(Renamed, ({ data }) => ({ account: data.account, name: data.to.name })),
  ],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: {
    read: role("analyst"),
    write: team("ledger"),
    purposes: ["reporting"],
    retention: "7y",
    compliance: ["GDPR"],
  },
});
const ledger = context({ name: "ledger", owner, events: [Opened, Renamed, Unread], products: [accounts] });

const person = (id: string, ...roles: string[]): Consumer => ({ id, roles, scopes: [] });
const PEOPLE: Readonly<Record<string, Consumer>> = {
  ...Object.fromEntries(
    Object.entries(PERSONAS).map(([name, { sub, roles }]) => [name, person(sub, ...roles)]),
  ),
  clerk: person("clerk", "team:ledger"),
  risk: person("risk", "team:ledger", "risk"),
  scorer: person("scorer", "team:credit-risk"),
  machine: person("machine", "team:machine-learning"),
  lender: person("lender", "team:lending"),
};

const BATCH = "application/cloudevents-batch+json";
const ONE = "application/cloudevents+json";
let number = 0;
const opened = (more: object = {}) => ({
  specversion: "1.0",
  id: `e-${++number}`,
  source: "/till",
  type: "OPENED",
  time: "2026-11-01T10:00:00Z",
  data: { account: "a-1", who: "p-1" },
  ...more,
});

let mesh: Awaited<ReturnType<typeof startEventDoors>>;
beforeAll(async () => {
  mesh = await startEventDoors([...CONTEXTS, ledger], PEOPLE);
}, 60_000);
afterAll(() => mesh?.stop());

interface Answer {
  readonly log?: string;
  readonly events?: readonly { id: string; position: number; duplicate: boolean; stream?: object }[];
  readonly errors?: readonly { message: string; extensions: Record<string, unknown> }[];
}
async function post(
  name: string,
  who: string | undefined,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${mesh.url}/events/${name}`, {
    method: "POST",
    headers: {
      "content-type": Array.isArray(body) ? BATCH : ONE,
      ...(who !== undefined && { authorization: `Bearer ${who}` }),
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const answer = (await response.json()) as Answer;
  const code = answer.errors?.[0]?.extensions["code"];
  return {
    status: response.status,
    headers: response.headers,
    answer,
    code,
    message: answer.errors?.[0]?.message ?? "",
  };
}
const head = async (): Promise<number> => (await mesh.log("ledger").status()).head;

describe("events over HTTP", () => {
  it("are answered with their positions once they are in the log, one in structured mode", async () => {
    const before = await head();
    const offered = opened({ traceparent: "00-ab" });
    const { status, answer } = await post("ledger", "clerk", offered);
    expect([status, answer]).toEqual([
      200,
      { log: "ledger", events: [{ id: offered.id, position: before + 1, duplicate: false }] },
    ]);
    const [stored] = await mesh.log("ledger").read(before as never, 1);
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
    const [stored] = await mesh.log("ledger").read(before as never, 1);
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
    const [stored] = await mesh.log("ledger").read(before as never, 1);
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

describe("who may append", () => {
  const registered = (context: string, type: string, data: object) => [context, { type, data }] as const;
  const EVENTS = [
    registered("customers", "CUSTOMER_CLOSED", { customerId: "c-1" }),
    registered("credit-oracle", "CREDIT_SCORED", {
      customerId: "c-1",
      score: 5,
      confidence: 1,
      inferenceId: "i-1",
      modelVersion: "1",
    }),
    registered("models", "INFERENCE_RECORDED", {
      inferenceId: "i-1",
      modelName: "m",
      modelVersion: "1",
      durationMs: 1,
    }),
    registered("lending", "A_SUBMITTED", {
      applicationId: "l-1",
      lifecycle: "COMPLETE",
      amountRequested: "1",
    }),
  ];
  const MAY: Readonly<Record<string, readonly string[]>> = {
    customers: ["owner"],
    "credit-oracle": ["scorer"],
    models: ["machine"],
    lending: ["lender"],
  };
  const cells = EVENTS.flatMap(([name, offered]) =>
    Object.keys(PEOPLE).map(
      (who) => [who, name, MAY[name]?.includes(who) === true ? 200 : 403, offered] as const,
    ),
  );

  it.each(cells)("%s is answered by %s with %i", async (who, name, status, offered) => {
    const answered = await post(name, who, opened(offered));
    expect([answered.status, answered.code]).toEqual([status, status === 200 ? undefined : "FORBIDDEN"]);
  });

  it("is asked of every product that is derived from an event, and told in words", async () => {
    const { answer } = await post("lending", "clerk", opened(EVENTS[3]?.[1]));
    expect(answer.errors?.map(({ message }) => message)).toEqual([
      "loan-applications@1 may be written by team lending, and A_SUBMITTED decides it; ask lending (lending@datamesh.example) for access",
      "loan-officers@1 may be written by team lending, and A_SUBMITTED decides it; ask lending (lending@datamesh.example) for access",
    ]);
  });

  it("is asked of a field only when the event decides its value", async () => {
    const limited = { data: { account: "a-1", who: "p-1", limit: 5 } };
    expect(await post("ledger", "clerk", opened())).toMatchObject({ status: 200 });
    expect(await post("ledger", "risk", opened(limited))).toMatchObject({ status: 200 });
    const { status, answer } = await post("ledger", "clerk", [opened(), opened(limited)]);
    expect([status, answer.errors?.[0]?.extensions]).toMatchObject([
      403,
      { code: "FORBIDDEN", product: "accounts@1", fields: ["limit"], policy: "role risk" },
    ]);
  });

  it("is nobody, for what no product is derived from, declared or not", async () => {
    for (const type of ["UNREAD", "SUNG"]) {
      const { status, answer } = await post("ledger", "risk", opened({ type, data: {} }));
      expect([status, answer.errors?.[0]?.extensions]).toMatchObject([
        403,
        { policy: "nobody", eventType: type, index: 0 },
      ]);
    }
  });

  it("is nobody without a valid token, and nothing is told of the context", async () => {
    for (const who of [undefined, "forged"]) {
      const { status, headers, code } = await post("ledger", who, "not even read");
      expect([status, code, headers.get("www-authenticate")?.startsWith("Bearer")]).toEqual([
        401,
        "UNAUTHENTICATED",
        true,
      ]);
    }
  });

  it("is told of a context that there is none, when there is none", async () => {
    for (const name of ["nowhere", "", "ledger/more", "..%2fledger"]) {
      expect(await post(name, "clerk", opened())).toMatchObject({ status: 404, code: "NOT_FOUND" });
    }
  });

  it("is written down before, with what was offered and decided", async () => {
    mesh.accesses.length = 0;
    await post("ledger", "clerk", [opened(), opened({ type: "SUNG" })]);
    await post("ledger", "risk", opened({ data: { account: "a-1", who: "p-1", limit: 5 } }));
    expect(mesh.accesses).toMatchObject([
      {
        consumer: "clerk",
        product: "accounts@1",
        decision: "allow",
        because: "team ledger",
        fields: ["account", "who"],
        submitted: { context: "ledger", eventTypes: ["OPENED"], events: 1 },
      },
      { product: null, decision: "deny", submitted: { context: "ledger", eventTypes: ["SUNG"], events: 1 } },
      { consumer: "risk", decision: "allow", fields: ["account", "who", "limit"] },
    ]);
    expect(JSON.stringify(mesh.accesses)).not.toContain("p-1");
  });
});

describe("events that are not as they should be", () => {
  const { time: _time, ...timeless } = opened();
  it.each<[string, object, string]>([
    ["no id", { id: undefined }, "id"],
    ["an empty id", { id: "" }, "id"],
    ["an id that is no text", { id: 7 }, "id"],
    ["no source", { source: undefined }, "source"],
    ["a source that is no URI", { source: "a b" }, "source"],
    ["another specversion", { specversion: "0.3" }, "specversion"],
    ["a time without offset", { time: "2026-11-01T10:00:00" }, "time"],
    ["a time that is none", { time: "2026-13-41T10:00:00Z" }, "time"],
    ["a time before what can be told", { time: "0050-01-01T00:00:00Z" }, "occurredAt"],
    ["data in base64", { data: undefined, data_base64: "e30=" }, "data_base64"],
    ["data of another type", { datacontenttype: "text/xml" }, "datacontenttype"],
    ["a dataschema that is no URI", { dataschema: "there" }, "dataschema"],
    ["an empty subject", { subject: "" }, "subject"],
    ["an extension that is an object", { extra: { secret: 1 } }, "extra"],
    ["an extension that is a fraction", { extra: 1.5 }, "extra"],
    ["a name in capitals", { traceParent: "secret" }, "name"],
    ["no data", { data: undefined }, "data"],
    ["a payload without a part", { data: { who: "secret" } }, "data.account"],
    ["a payload with a part too many", { data: { account: "a", who: "secret", more: 1 } }, "more"],
    ["a payload out of bounds", { data: { account: "a", who: "secret", limit: 101 } }, "data.limit"],
    ["a NUL character", { data: { account: "a\u0000", who: "secret" } }, "data.account"],
  ])("with %s are refused, told which, and none of them is appended", async (_what, change, where) => {
    const before = await head();
    const { status, code, answer } = await post("ledger", "risk", [opened(), opened(change), opened()]);
    expect([status, code, answer.errors?.length, answer.errors?.[0]?.extensions["index"]]).toEqual([
      400,
      "BAD_USER_INPUT",
      1,
      1,
    ]);
    expect(answer.errors?.[0]?.message).toContain(where);
    expect(JSON.stringify(answer)).not.toContain("secret");
    expect(await head()).toBe(before);
  });

  it("are each told, with their ids", async () => {
    const { answer } = await post("ledger", "clerk", [
      opened({ id: "one", data: {} }),
      opened(),
      opened({ id: "two", data: {} }),
    ]);
    expect(answer.errors?.map(({ extensions: { index, id } }) => [index, id])).toEqual([
      [0, "one"],
      [2, "two"],
    ]);
    expect(timeless).not.toHaveProperty("time");
    expect(await post("ledger", "clerk", timeless)).toMatchObject({ status: 400 });
  });

  it.each<[string, string, Record<string, string>, number]>([
    ["no JSON", "{", { "content-type": ONE }, 400],
    ["no array", "{}", { "content-type": BATCH }, 400],
    ["an array where one is expected", "[]", { "content-type": ONE }, 400],
    ["a text", '"x"', { "content-type": ONE }, 400],
    ["another type of content", "{}", { "content-type": "text/plain" }, 415],
    ["plain JSON without headers", "{}", { "content-type": "application/json" }, 415],
    ["another charset", "{}", { "content-type": `${ONE}; charset=latin1` }, 415],
    ["an encoding", "{}", { "content-type": ONE, "content-encoding": "gzip" }, 415],
    ["too many bytes", `"${"x".repeat(1_048_600)}"`, { "content-type": ONE }, 413],
    ["too many events", JSON.stringify(Array(1_001).fill({})), { "content-type": BATCH }, 413],
    [
      "events nested too deeply",
      `[${'{"data":'.repeat(30)}1${"}".repeat(30)}]`,
      { "content-type": BATCH },
      400,
    ],
  ])("as %s are refused", async (_what, body, headers, status) => {
    const before = await head();
    expect(await post("ledger", "clerk", body, headers)).toMatchObject({ status });
    expect(await head()).toBe(before);
  });

  it("are not taken by another method, and pages of listed origins may ask", async () => {
    const get = await fetch(`${mesh.url}/events/ledger`, { headers: { authorization: "Bearer clerk" } });
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    const preflight = await fetch(`${mesh.url}/events/ledger`, {
      method: "OPTIONS",
      headers: { origin: "https://app.example", "access-control-request-method": "POST" },
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([
      204,
      "https://app.example",
    ]);
    const foreign = await post("ledger", "clerk", opened(), { origin: "https://evil.example" });
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("are counted by what became of them", async () => {
    const count = () =>
      Object.fromEntries(
        mesh.counter
          .totals()
          .filter((e) => e.context === "ledger")
          .map((e) => [e.outcome, e.events]),
      );
    const before = count();
    const known = opened();
    await post("ledger", "clerk", known);
    await post("ledger", "clerk", [known, opened()]);
    await post("ledger", "analyst", [opened(), opened()]);
    const after = count();
    expect(["appended", "known", "refused"].map((each) => (after[each] ?? 0) - (before[each] ?? 0))).toEqual([
      2, 1, 2,
    ]);
  });
});

describe("the door of a context", () => {
  const clerk = person("clerk", "team:ledger");
  const body = JSON.stringify([opened()]);
  const ask = async (change: Partial<Parameters<typeof issueServiceToken>[0]>, sent = body) => {
    const { door, serviceKey } = mesh.doorOf("ledger") ?? {};
    const call = {
      key: serviceKey as Uint8Array,
      subgraph: eventDoorOf("ledger"),
      consumer: clerk,
      body,
      now: new Date(),
    };
    const token = await issueServiceToken({ ...call, ...change });
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
      await mesh.doorOf("ledger")?.door.handle({ authorization: "", requestId: "r", body }),
    ).toMatchObject({ status: 401 });
    expect(await head()).toBe(before);
    expect(await ask({})).toMatchObject({ status: 200 });
  });

  it("decides again, whatever the gateway has let pass", async () => {
    expect(await ask({ consumer: person("eve", "analyst") })).toMatchObject({ status: 403 });
  });

  it("whose answer is lost says that it is not known, and the same request again is safe", async () => {
    const offered = JSON.stringify([opened()]);
    const lost = await mesh.mesh.append("nowhere", offered, {
      consumer: clerk,
      requestId: "r",
      note: () => undefined,
    });
    expect(lost).toMatchObject({ ok: false, errors: [{ code: "UNAVAILABLE" }] });
  });
});
