import { once } from "node:events";
import fc from "fast-check";
import { WebSocket } from "ws";
import { desk, put, shelf, take, write } from "../support/cutContexts.ts";
import { type CutMesh, startCutMesh } from "../support/cutMesh.ts";
import { openStream, type Received, type Stream, type Transport } from "../support/liveClients.ts";
import { type LiveGateway, openLiveGateway } from "../support/liveGateway.ts";

const CHANGES = `subscription ($after: ID, $key: ID) {
  itemsV1Changes(after: $after, key: $key) { position key removed row { item score } }
}`;
const ITEM = `subscription ($item: ID!, $after: ID) {
  changed: itemV1Changed(item: $item, after: $after) { item score }
}`;

let mesh: CutMesh;
let gateway: LiveGateway;
let stopProjectors: () => Promise<void>;
const streams = new Set<Stream>();
beforeAll(async () => {
  mesh = await startCutMesh([shelf, desk], { waitMilliseconds: 1_000 });
  await mesh.catchUp();
  stopProjectors = mesh.runProjectors("shelf", "desk");
  gateway = await openLiveGateway(mesh, ["shelf", "desk"], { perConsumer: 5 });
});
afterEach(async () => {
  await Promise.all([...streams].map((stream) => stream.stop()));
  streams.clear();
});
afterAll(async () => {
  await gateway.stop();
  await stopProjectors();
  await mesh.stop();
});

function open(
  transport: Transport,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  token = "ada",
): Stream {
  const stream = openStream(transport, gateway.url, token, { query, variables });
  streams.add(stream);
  return stream;
}

const head = async (): Promise<string> => {
  const [row] = await mesh.admin.query({
    text: "select coalesce(max(position), 0) as head from shelf.items_v1_history",
  });
  return row?.["head"] ?? "0";
};
const codes = ({ errors = [] }: Received) => errors.map(({ extensions }) => extensions["code"]);
const positionOf = ({ extensions }: Received) => extensions?.datamesh?.position;

describe.each(["sse", "ws"] as const)("a subscription over %s", (transport) => {
  it("gives each change of a product as it happens, with its position", async () => {
    const from = await head();
    const stream = open(transport, CHANGES, { after: from });
    await mesh.append("shelf", put("x", 1), put("x", 2), take("x"));
    const events = [await stream.expectNext(), await stream.expectNext(), await stream.expectNext()];
    const at = (ahead: number): string => String(Number(from) + ahead);
    expect(events.map(({ data }) => data?.["itemsV1Changes"])).toEqual([
      { position: at(1), key: "x", removed: false, row: { item: "x", score: 1 } },
      { position: at(2), key: "x", removed: false, row: { item: "x", score: 2 } },
      { position: at(3), key: "x", removed: true, row: null },
    ]);
    expect(events.map(positionOf)).toEqual([at(1), at(2), at(3)]);
  });

  it("gives one row as it is, and then after each of its changes and of no other", async () => {
    await mesh.append("shelf", put("y", 1));
    await mesh.catchUp();
    const stream = open(transport, ITEM, { item: "y" });
    expect((await stream.expectNext()).data).toEqual({ changed: { item: "y", score: 1 } });
    await mesh.append("shelf", put("z", 7), put("y", 2), take("y"));
    expect((await stream.expectNext()).data).toEqual({ changed: { item: "y", score: 2 } });
    expect((await stream.expectNext()).data).toEqual({ changed: null });
  });

  it("goes on behind a position without the row as it is", async () => {
    await mesh.append("shelf", put("w", 1), put("w", 2));
    await mesh.catchUp();
    const stream = open(transport, ITEM, { item: "w", after: String(Number(await head()) - 1) });
    expect((await stream.expectNext()).data).toEqual({ changed: { item: "w", score: 2 } });
  });

  it("begins with what comes when it names no position", async () => {
    const stream = open(transport, CHANGES);
    const reading = stream.expectNext();
    // Whatever is put before the subscription has begun is not told, so it is put until it is.
    let told: Received | undefined;
    void reading.then((received) => (told = received));
    const from = Number(await head());
    while (told === undefined) {
      await mesh.append("shelf", put("v", Math.trunc(performance.now())));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(Number(positionOf(await reading))).toBeGreaterThan(from);
  });

  it("ends with TOKEN_EXPIRED and its position when the token does, also when nothing happens", async () => {
    const token = `short ${transport}`.replace(" ", "-");
    const from = await head();
    const stream = open(transport, CHANGES, { after: from }, token);
    await mesh.append("shelf", put(`u-${transport}`, 1));
    const first = await stream.expectNext();
    gateway.judge(token, "EXPIRED");
    const [last, ...more] = await stream.rest();
    expect(more).toEqual([]);
    expect(codes(last!)).toEqual(["TOKEN_EXPIRED"]);
    expect(last?.errors?.[0]?.extensions["position"]).toBe(positionOf(first));
  });

  it("ends with UNAUTHENTICATED when the token is revoked, and tells nothing that comes after", async () => {
    const token = `revoked-${transport}`;
    const stream = open(transport, CHANGES, { after: await head() }, token);
    await mesh.append("shelf", put("t", 1));
    await stream.expectNext();
    gateway.judge(token, "REVOKED");
    await mesh.append("shelf", put("t", 2));
    const rest = await stream.rest();
    expect(rest.map(codes)).toEqual([["UNAUTHENTICATED"]]);
    expect(rest[0]?.errors?.[0]?.message).toBe("the token has been revoked");
  });

  it("withholds what the policy withholds, and each event is written down as read", async () => {
    const before = gateway.accesses.length;
    const stream = open(
      transport,
      "subscription ($after: ID) { itemsV1Changes(after: $after) { row { item note } } }",
      { after: await head() },
    );
    await mesh.append("shelf", put(`s-${transport}`, 1, "a secret"));
    const event = await stream.expectNext();
    expect(event.data).toEqual({ itemsV1Changes: { row: { item: `s-${transport}`, note: null } } });
    expect(event.errors).toMatchObject([
      { path: ["itemsV1Changes", "row", "note"], extensions: { code: "FORBIDDEN" } },
    ]);
    const written = gateway.accesses.slice(before);
    expect(written.at(-1)).toMatchObject({
      consumer: "ada",
      product: "items@1",
      fields: ["item"],
      denied: ["note"],
    });
  });

  it("leads to rows of other products", async () => {
    await mesh.append("shelf", put("r", 5));
    await mesh.catchUp();
    const stream = open(
      transport,
      `subscription { ticketV1Changed(ticket: "t-${transport}") { number shelved { score } } }`,
    );
    expect((await stream.expectNext()).data).toEqual({ ticketV1Changed: null });
    await mesh.append("desk", write(`t-${transport}`, "r", 3));
    expect((await stream.expectNext()).data).toEqual({
      ticketV1Changed: { number: 3, shelved: { score: 5 } },
    });
  });

  it("is refused beyond the history, with the code of a query", async () => {
    const [only] = await open(transport, CHANGES, { after: "999999" }).rest();
    expect(codes(only!)).toEqual(["AS_OF_UNAVAILABLE"]);
  });

  it("is refused behind what is no position by its first response, which is the last", async () => {
    const all = await open(transport, CHANGES, { after: "abc" }).rest();
    expect(all.map(codes)).toEqual([["BAD_USER_INPUT"]]);
  });

  it("answers a query once, and ends", async () => {
    const answers = await open(transport, "{ itemsV1(first: 0) { nodes { item } } }").rest();
    expect(answers).toEqual([{ data: { itemsV1: { nodes: [] } } }]);
  });
});

describe("subscriptions", () => {
  it("are refused beyond the number that a consumer may have, and may be opened again when one is over", async () => {
    const from = await head();
    const few = [1, 2, 3, 4, 5].map(() => open("sse", CHANGES, { after: from }, "bob"));
    await mesh.append("shelf", put("many", 1));
    await Promise.all(few.map((stream) => stream.expectNext()));
    const [refused] = await open("ws", CHANGES, {}, "bob")
      .rest()
      .catch((errors: unknown) => [{ errors } as Received]);
    expect(codes(refused!)).toEqual(["RATE_LIMITED"]);
    await few[0]!.stop();
    await until(async () => {
      const again = open("ws", CHANGES, { after: from }, "bob");
      return again.expectNext().then(
        () => true,
        () => false,
      );
    });
  });

  it("are refused without a good token before anything is streamed", async () => {
    gateway.judge("bad", "REVOKED");
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: {
        accept: "text/event-stream",
        "content-type": "application/json",
        authorization: "Bearer bad",
      },
      body: JSON.stringify({ query: CHANGES }),
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      401,
      "application/json; charset=utf-8",
    ]);
    await expect(open("ws", CHANGES, {}, "bad").expectNext()).rejects.toMatchObject({ code: 4401 });
  });

  it("are validated like any query", async () => {
    const asked = "subscription { itemsV1Changes { position nothing } }";
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: {
        accept: "text/event-stream",
        "content-type": "application/json",
        authorization: "Bearer ada",
      },
      body: JSON.stringify({ query: asked }),
    });
    expect(response.status).toBe(400);
    await expect(open("ws", asked).expectNext()).rejects.toMatchObject([
      { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ]);
  });

  it.each([
    ["https://app.example.com", 101],
    ["https://evil.example.com", 403],
  ])("may be opened over a WebSocket by a page of %s: %i", async (origin, status) => {
    const socket = new WebSocket(`${gateway.url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
      origin,
    });
    const answered = await new Promise((resolve) => {
      socket.on("open", () => resolve(101));
      socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
    });
    socket.on("error", () => undefined).terminate();
    expect(answered).toBe(status);
  });

  it("close a WebSocket that sends more than a query may have, and one that never says who it is", async () => {
    const large = new WebSocket(`${gateway.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    await once(large, "open");
    large.send(" ".repeat(300 * 1_024));
    expect((await once(large, "close"))[0]).toBe(1_009);
    const silent = new WebSocket(`${gateway.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    expect((await once(silent, "close"))[0]).toBe(4_408);
  });

  it("concatenate to the history, however often they are broken off and whatever is written meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(4)), { minLength: 5, maxLength: 30 }),
        fc.array(
          fc.record({
            take: fc.integer({ min: 1, max: 6 }),
            over: fc.constantFrom("sse", "ws"),
            how: fc.constantFrom("leave", "expire"),
          }),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        reconnecting,
      ),
      { numRuns: 8, endOnFailure: true },
    );
  }, 120_000);
});

interface Reconnect {
  readonly take: number;
  readonly over: string;
  readonly how: string;
}

let tokens = 0;
let runs = 0;

/** Writes events while a subscriber takes some, breaks off or is broken off, and comes again at its position. */
async function reconnecting(
  events: readonly (readonly [string, number])[],
  reconnects: readonly Reconnect[],
): Promise<void> {
  const from = await head();
  const last = `end-${(runs += 1)}`;
  const writing = (async () => {
    for (const [item, score] of events) {
      await mesh.append("shelf", score === 0 ? take(item) : put(item, score));
    }
    await mesh.append("shelf", put(last, 1));
  })();
  const told: unknown[] = [];
  let after = from;
  const follow = async (count: number, over: string, how: string): Promise<void> => {
    const token = `again-${(tokens += 1)}`;
    const stream = openStream(over as Transport, gateway.url, token, {
      query: CHANGES,
      variables: { after },
    });
    for (let taken = 0; taken < count && told.at(-1) !== "end"; taken += 1) {
      const received = await stream.expectNext();
      const change = received.data?.["itemsV1Changes"] as unknown as {
        readonly key: string;
        readonly position: string;
      };
      told.push(JSON.stringify(change));
      after = positionOf(received) ?? after;
      if (change.key === last) told.push("end");
    }
    if (how === "leave" || told.at(-1) === "end") return stream.stop();
    gateway.judge(token, "EXPIRED");
    // What was on its way when the token expired has been told too.
    for (const received of await stream.rest()) {
      const change = received.data?.["itemsV1Changes"] as unknown as { readonly key: string } | undefined;
      if (change === undefined) {
        expect(received.errors?.[0]?.extensions).toMatchObject({ code: "TOKEN_EXPIRED", position: after });
        continue;
      }
      told.push(JSON.stringify(change));
      after = positionOf(received) ?? after;
      if (change.key === last) told.push("end");
    }
  };
  for (const { take: count, over, how } of reconnects) {
    if (told.at(-1) !== "end") await follow(count, over, how);
  }
  if (told.at(-1) !== "end") await follow(Infinity, "sse", "leave");
  await writing;
  const history = await mesh.admin.query({
    text: `select position, removed, item, score from shelf.items_v1_history where position > $1 order by position`,
    values: [Number(from)],
  });
  expect(told.slice(0, -1)).toEqual(
    history.map(({ position, removed, item, score }) =>
      JSON.stringify({
        position,
        key: item,
        removed: removed === "t",
        row: removed === "t" ? null : { item, score: Number(score) },
      }),
    ),
  );
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
