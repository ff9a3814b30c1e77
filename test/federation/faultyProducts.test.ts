import { encodeGlobalId } from "@datamesh/kernel/graphql";
import { desk, put, shelf, write } from "../support/cutContexts.ts";
import type { Fault } from "../support/faultProxy.ts";
import { talkative } from "../support/faults.ts";
import { type FaultyGateway, type FaultyMesh, startFaultyMesh } from "../support/faultyMesh.ts";

const NEVER = { failureShare: Infinity, failures: 1, windowMs: 1_000, pauseMs: 1_000, maxPauseMs: 1_000 };
const UNAVAILABLE = { code: "UNAVAILABLE", context: "shelf", product: "items@1" };
const INTERNAL = { code: "INTERNAL", requestId: expect.any(String), product: "items@1" };

let mesh: FaultyMesh;
let gateway: FaultyGateway;
beforeAll(async () => {
  mesh = await startFaultyMesh([shelf, desk]);
  await mesh.append("shelf", put("i1", 1), put("i2", 2));
  await mesh.append("desk", write("t1", "i1", 7), write("t2", "i2", 8));
  await mesh.catchUp();
  gateway = await mesh.gateway({ circuit: NEVER });
});
afterAll(async () => {
  await gateway?.stop();
  await mesh?.stop();
});

beforeEach(() => mesh.proxyOf("shelf").from());

/** A row of each product, as its global id has it. */
const ITEM = encodeGlobalId("ItemV1", "i1");
const TICKET = encodeGlobalId("TicketV1", "t1");

describe("every error of a subgraph has a path and the product's name", () => {
  const asked: readonly (readonly [string, string, readonly string[]])[] = [
    ["a row by its key", `{ itemV1(item: "i1") { item score } }`, ["itemV1"]],
    ["a list", `{ itemsV1 { nodes { item } } }`, ["itemsV1"]],
    ["a count", `{ itemsV1 { totalCount } }`, ["itemsV1"]],
    ["a field under another name", `{ other: itemsV1 { nodes { item } } }`, ["other"]],
    ["a link of a row", `{ ticketV1(ticket: "t1") { ticket shelved { score } } }`, ["ticketV1", "shelved"]],
    ["a link of a list", `{ ticketsV1 { nodes { shelved { score } } } }`, ["ticketsV1", "nodes", "shelved"]],
    [
      "a link's type",
      `{ ticketsV1 { nodes { shelved { __typename } } } }`,
      ["ticketsV1", "nodes", "shelved"],
    ],
    ["a node", `{ node(id: "${ITEM}") { id ... on ItemV1 { score } } }`, ["node"]],
    ["a node by its id alone", `{ node(id: "${ITEM}") { id } }`, ["node"]],
    [
      "a link of a node",
      `{ node(id: "${TICKET}") { ... on TicketV1 { shelved { score } } } }`,
      ["node", "shelved"],
    ],
    [
      "a link of one of the types that a node may have",
      `{ node(id: "${TICKET}") { id ... on TicketV1 { number shelved { score } } ... on ItemV1 { score } } }`,
      ["node", "shelved"],
    ],
  ];

  async function expectNamed(query: string, at: readonly string[], fault: Fault, extensions: object) {
    expect((await gateway.ask(query)).errors).toEqual([]);
    mesh.proxyOf("shelf").from(fault);
    const { errors } = await gateway.ask(query);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      expect(error.path?.filter((each) => typeof each === "string").slice(0, at.length)).toEqual(at);
      expect(error.extensions).toEqual(extensions);
    }
  }

  test.each(asked)("that does not answer: %s", (_what, query, at) =>
    expectNamed(query, at, ({ socket }) => socket.destroy(), UNAVAILABLE),
  );

  test.each(asked)("that met a fault: %s", (_what, query, at) => expectNamed(query, at, talkative, INTERNAL));
});
