import { setTimeout as sleep } from "node:timers/promises";
import { anyone } from "@datamesh/kernel";
import { desk, put, shelf, write } from "../support/cutContexts.ts";
import type { Fault } from "../support/faultProxy.ts";
import { BROKEN, HANGING, LYING, SECRETS, slowly, talkative } from "../support/faults.ts";
import {
  type FaultyAnswer,
  type FaultyGateway,
  type FaultyMesh,
  startFaultyMesh,
} from "../support/faultyMesh.ts";

/** Everything that is asked is about both contexts, the last of it by one through the other. */
const QUERY = `{
  itemsV1 { totalCount nodes { item score } }
  ticketsV1 { totalCount nodes { ticket number shelved { score } } }
}`;
const WHOLE = {
  itemsV1: {
    totalCount: 2,
    nodes: [
      { item: "i1", score: 1 },
      { item: "i2", score: 2 },
    ],
  },
  ticketsV1: {
    totalCount: 2,
    nodes: [
      { ticket: "t1", number: 7, shelved: { score: 1 } },
      { ticket: "t2", number: 8, shelved: { score: 2 } },
    ],
  },
};
/** What is left when the shelf does not answer: nothing of it, and all of the desk. */
const WITHOUT_SHELF = {
  itemsV1: null,
  ticketsV1: {
    totalCount: 2,
    nodes: WHOLE.ticketsV1.nodes.map((node) => ({ ...node, shelved: null })),
  },
};
const NEVER = { failureShare: Infinity, failures: 1, windowMs: 1_000, pauseMs: 1_000, maxPauseMs: 1_000 };
const UNAVAILABLE = { code: "UNAVAILABLE", context: "shelf", product: "items@1" };
const DEADLINE_MS = 3_000;

/** Who may read its items may put some. */
const open = {
  ...shelf,
  products: shelf.products.map((each) => ({ ...each, policy: { ...each.policy, write: anyone } })),
};

let mesh: FaultyMesh;
/** It waits for as long as gateways do. */
let gateway: FaultyGateway;
let impatient: FaultyGateway;

beforeAll(async () => {
  mesh = await startFaultyMesh([open, desk]);
  await mesh.append("shelf", put("i1", 1), put("i2", 2));
  await mesh.append("desk", write("t1", "i1", 7), write("t2", "i2", 8));
  await mesh.catchUp();
  gateway = await mesh.gateway({ circuit: NEVER });
  impatient = await mesh.gateway({ deadlineMs: DEADLINE_MS, circuit: NEVER });
});
afterAll(async () => {
  await gateway?.stop();
  await impatient?.stop();
  await mesh?.stop();
});
beforeEach(() => {
  mesh.proxyOf("shelf").from();
  mesh.proxyOf("desk").from();
  mesh.proxyOf("shelf").counted();
});

const all = (faults: Readonly<Record<string, Fault>>): [string, Fault][] => Object.entries(faults);

function expectNothingTold({ text }: FaultyAnswer): void {
  const inside = [
    ...SECRETS,
    mesh.proxyOf("shelf").origin.slice("http://".length),
    "ECONN",
    "socket",
    "TransportFailure",
  ];
  for (const secret of inside) expect(text).not.toContain(secret);
}

/** The shelf's own fields and the field that leads to it each say that it does not answer. */
function expectWithoutShelf(answer: FaultyAnswer, extensions: object = UNAVAILABLE): void {
  expect(answer.data).toEqual(WITHOUT_SHELF);
  const paths = answer.errors.map(({ path = [], ...error }) => {
    expect(error.extensions).toMatchObject(extensions);
    return path.filter((each) => typeof each === "string").join(".");
  });
  expect(paths).toEqual(expect.arrayContaining(["itemsV1"]));
  expect(paths.some((path) => path.startsWith("ticketsV1.nodes.shelved"))).toBe(true);
  expect(paths.every((path) => /^(itemsV1|ticketsV1\.nodes\.shelved)/.test(path))).toBe(true);
  expectNothingTold(answer);
}

test("without a fault everything is answered", async () => {
  const { status, data, errors } = await gateway.ask(QUERY);
  expect({ status, data, errors }).toEqual({ status: 200, data: WHOLE, errors: [] });
});

describe("a subgraph that", () => {
  test.each([...all(BROKEN), ...all(LYING), ...all(HANGING)])(
    "%s takes nothing with it but its own fields, and tells nothing",
    async (what, fault) => {
      mesh.proxyOf("shelf").from(fault);
      expectWithoutShelf(await (what in HANGING ? impatient : gateway).ask(QUERY));
      mesh.proxyOf("shelf").from();
      expect((await gateway.ask(QUERY)).data).toEqual(WHOLE);
    },
  );

  test("answers with errors that tell too much has them said in our words", async () => {
    mesh.proxyOf("shelf").from(talkative);
    const answer = await gateway.ask(QUERY);
    expectWithoutShelf(answer, { code: "INTERNAL" });
    for (const { message } of answer.errors) expect(message).toMatch(/something went wrong|internal error/);
  });

  test("is slow, but before the deadline, is waited for", async () => {
    mesh.proxyOf("shelf").from(slowly(100));
    expect((await gateway.ask(QUERY)).data).toEqual(WHOLE);
  });

  test("answers more than is taken is one that does not answer", async () => {
    const strict = await mesh.gateway({ maxBodyBytes: 64, circuit: NEVER });
    const { errors } = await strict.ask(`{ itemsV1 { nodes { item score } } }`);
    expect(errors).toMatchObject([{ path: ["itemsV1"], extensions: UNAVAILABLE }]);
    await strict.stop();
  });

  test("fails says why in the log of the request, and there only", async () => {
    mesh.proxyOf("shelf").from(LYING["says two lengths"]);
    await gateway.ask(QUERY);
    expect(JSON.stringify(gateway.lines())).toContain("it has two lengths");
  });
});

describe("data of other types than the schema has", () => {
  const page =
    (nodes: unknown): Fault =>
    ({ socket }) => {
      const body = JSON.stringify({ data: { itemsV1: { totalCount: "many", nodes } } });
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    };

  test.each([
    ["numbers that are texts", [{ item: "i1", score: "password" }]],
    ["an object that is a list", [["password"]]],
    ["a list that is an object", { password: 1 }],
    ["a list that is a text", "password"],
  ])("%s are errors with a path, and not told", async (_what, nodes) => {
    mesh.proxyOf("shelf").from(page(nodes));
    const answer = await gateway.ask(`{ itemsV1 { totalCount nodes { item score } } }`);
    expect(answer.errors.length).toBeGreaterThan(0);
    for (const { path, extensions } of answer.errors) {
      expect(path?.[0]).toBe("itemsV1");
      expect(extensions["code"]).toMatch(/^(INTERNAL|UNAVAILABLE)$/);
    }
    expectNothingTold(answer);
  });
});

describe("asking again", () => {
  test("a query is, once, when the connection breaks", async () => {
    mesh.proxyOf("shelf").next(({ socket }) => socket.resetAndDestroy());
    const { data, errors } = await gateway.ask(`{ itemsV1 { totalCount } }`);
    expect({ data, errors }).toEqual({ data: { itemsV1: { totalCount: 2 } }, errors: [] });
    expect(mesh.proxyOf("shelf").counted()).toBe(2);
  });

  test("stays within its budget however much breaks", async () => {
    const thrifty = await mesh.gateway({ circuit: NEVER, retries: { share: 0.2, most: 2 } });
    mesh.proxyOf("shelf").from(({ socket }) => socket.destroy());
    for (let request = 0; request < 20; request += 1) await thrifty.ask(`{ itemsV1 { totalCount } }`);
    // Twenty, two that were there, and a fifth of those that followed the first.
    expect(mesh.proxyOf("shelf").counted()).toBe(25);
    expect(thrifty.state("shelf")).toMatchObject({ calls: 20, failed: 20, repeated: 5 });
    await thrifty.stop();
  });

  test("events are offered once, whatever becomes of the connection", async () => {
    const event = (id: string) => ({
      ...{ specversion: "1.0", id, source: "/test", type: "ITEM_PUT", time: "2026-01-01T00:00:00Z" },
      data: { item: id, score: 1, note: null },
    });
    for (const fault of all(BROKEN)) {
      mesh.proxyOf("shelf").next(fault[1]);
      const { status, errors } = await gateway.append("shelf", event(`lost, as it ${fault[0]}`));
      expect([status, errors[0]?.extensions["code"]]).toEqual([503, "UNAVAILABLE"]);
      expect(mesh.proxyOf("shelf").counted()).toBe(1);
    }
    expect((await gateway.append("shelf", event("kept"))).status).toBe(200);
  });
});

describe("a circuit", () => {
  const circuit = { failureShare: 0.5, failures: 3, windowMs: 60_000, pauseMs: 200, maxPauseMs: 200 };
  const items = `{ itemsV1 { totalCount } }`;

  test("opens, refuses at once, lets one through to see, and closes", async () => {
    let clock = 0;
    const once = { deadlineMs: DEADLINE_MS, circuit, retries: { share: 0, most: 0 } };
    const guarded = await mesh.gateway(once, () => clock);
    const proxy = mesh.proxyOf("shelf");
    proxy.from(({ socket }) => socket.destroy());
    for (let request = 0; request < 3; request += 1) await guarded.ask(items);
    expect([proxy.counted(), guarded.state("shelf")?.circuit]).toEqual([3, "open"]);
    expectWithoutShelf(await guarded.ask(QUERY));
    expect([proxy.counted(), guarded.state("shelf")?.refused]).toEqual([0, 2]);
    // It hangs now: who comes while one request sees whether it does is not kept waiting.
    proxy.from(() => undefined);
    clock = 200;
    const probe = guarded.ask(items);
    while (guarded.state("shelf")?.connections.open !== 1) await sleep(5);
    expect(guarded.state("shelf")?.circuit).toBe("half-open");
    expect((await guarded.ask(items)).errors).toMatchObject([{ extensions: { code: "UNAVAILABLE" } }]);
    expect((await probe).errors).toHaveLength(1);
    expect([proxy.counted(), guarded.state("shelf")?.circuit]).toEqual([1, "open"]);
    proxy.from();
    clock = 400;
    expect((await guarded.ask(items)).data).toEqual({ itemsV1: { totalCount: 2 } });
    expect(guarded.state("shelf")?.circuit).toBe("closed");
    expect((await guarded.ask(QUERY)).data).toEqual(WHOLE);
    await guarded.stop();
  });

  test("of one subgraph says nothing of another", async () => {
    const guarded = await mesh.gateway({ circuit });
    mesh.proxyOf("shelf").from(({ socket }) => socket.destroy());
    for (let request = 0; request < 6; request += 1) await guarded.ask(items);
    expect([guarded.state("shelf")?.circuit, guarded.state("desk")?.circuit]).toEqual(["open", "closed"]);
    expectWithoutShelf(await guarded.ask(QUERY));
    await guarded.stop();
  });
});

describe("a client that goes away", () => {
  test("takes its requests to subgraphs along, and their connections", async () => {
    const patient = await mesh.gateway({ deadlineMs: 60_000, circuit: NEVER });
    const proxy = mesh.proxyOf("shelf");
    proxy.from(() => undefined);
    const leaving = new AbortController();
    const asked = patient.ask(QUERY, leaving.signal);
    while (proxy.counted() === 0) await sleep(10);
    const before = proxy.connections();
    leaving.abort();
    await expect(asked).rejects.toThrow("aborted");
    while (proxy.connections() >= before || patient.state("shelf")?.connections.open !== 0) await sleep(10);
    proxy.from();
    expect((await patient.ask(QUERY)).data).toEqual(WHOLE);
    await patient.stop();
  });
});
