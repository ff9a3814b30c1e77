import { prepareEvent } from "@datamesh/kernel/event";
import { encodeGlobalId } from "@datamesh/kernel/graphql";
import { postgresEventLog } from "@datamesh/kernel/postgres";
import fc from "fast-check";
import { asOfTime, cutOf, type Paged, pause } from "../support/askedCut.ts";
import { desk, put, shelf, take, write } from "../support/cutContexts.ts";
import { type CutMesh, startCutMesh } from "../support/cutMesh.ts";

const BOTH = `{
  itemsV1(first: 100, orderBy: [{ field: score }]) { totalCount nodes { item score } pageInfo { endCursor hasNextPage } }
  ticketsV1(first: 100) { totalCount nodes { ticket number shelved { item score } } }
  offersV1(first: 100) { nodes { ticket number score } }
}`;
let mesh: CutMesh;
beforeEach(async () => (mesh = await startCutMesh([shelf, desk], { waitMilliseconds: 1_000 })));
afterEach(() => mesh.stop());

const items = (...nodes: readonly object[]) => ({ itemsV1: { totalCount: nodes.length, nodes } });

const clock = async (): Promise<string> => {
  const [row] = await mesh.admin.query({
    text: `select to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
  });
  await pause(3);
  return row?.["now"] ?? "";
};

describe("an operation read as of a cut", () => {
  it("answers the same as the one that told the cut, whatever was written since", async () => {
    const step = fc.oneof(
      fc
        .tuple(fc.constantFrom("a", "b", "c"), fc.nat(9))
        .map(([item, score]) => ["shelf", put(item, score)] as const),
      fc.constantFrom("a", "b", "c").map((item) => ["shelf", take(item)] as const),
      fc
        .tuple(fc.constantFrom("t", "u", "v"), fc.constantFrom("a", "b", "c"), fc.nat(9))
        .map(([ticket, item, number]) => ["desk", write(ticket, item, number)] as const),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 8 }),
        fc.array(step, { minLength: 1, maxLength: 8 }),
        async (before, since) => {
          for (const [context, event] of before) await mesh.append(context, event);
          await mesh.catchUp(2);
          const first = await mesh.ask(BOTH, { cut: true });
          expect(first.errors).toEqual([]);
          for (const [context, event] of since) await mesh.append(context, event);
          await mesh.catchUp(3);
          const again = await mesh.ask(BOTH, { asOf: cutOf(first.cut), cut: true });
          expect([again.data, again.cut]).toEqual([first.data, first.cut]);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("is at one moment in all contexts, while both are written to without a pause", async () => {
    await mesh.append("shelf", put("x", 0));
    await mesh.append("desk", write("x", "x", 0));
    await mesh.catchUp();
    await whileWriting(async () => {
      const query = `{ ticketV1(ticket: "x") { number shelved { score } } itemV1(item: "x") { score } offerV1(ticket: "x") { number score } }`;
      const numbers: number[] = [];
      for (let round = 0; round < 15; round += 1) {
        const time = await clock();
        const first = await mesh.ask(query, asOfTime(time));
        expect(first.errors).toEqual([]);
        const { ticketV1, itemV1, offerV1 } = first.data as unknown as Found;
        expect(ticketV1.shelved.score).toBe(itemV1.score);
        // The ticket is written after the item, so at any moment the item is as far or one ahead.
        expect([0, 1]).toContain(itemV1.score - ticketV1.number);
        // What joins both stands at its last commit within the moment.
        expect(offerV1.number).toBeLessThanOrEqual(ticketV1.number);
        expect(offerV1.score).toBeLessThanOrEqual(itemV1.score);
        numbers.push(ticketV1.number);
        expect((await mesh.ask(query, asOfTime(time))).data).toEqual(first.data);
      }
      expect(numbers.at(-1)).toBeGreaterThan(numbers[0] ?? 0);
    });
  });

  interface Found {
    readonly ticketV1: { readonly number: number; readonly shelved: { readonly score: number } };
    readonly itemV1: { readonly score: number };
    readonly offerV1: { readonly number: number; readonly score: number };
  }

  it("is no other, whatever the order of events and of commits: a time is told exactly within a commit too", async () => {
    await mesh.append("shelf", put("a", 1));
    const first = await clock();
    await mesh.append("shelf", put("a", 2), put("b", 1));
    const second = await clock();
    await mesh.append("shelf", take("a"));
    // All of it is one commit.
    await mesh.catchUp();
    const query = "{ itemsV1 { totalCount nodes { item score } } }";
    expect((await mesh.ask(query, asOfTime(first))).data).toEqual(items({ item: "a", score: 1 }));
    expect((await mesh.ask(query, asOfTime(second))).data).toEqual(
      items({ item: "a", score: 2 }, { item: "b", score: 1 }),
    );
    expect((await mesh.ask(query)).data).toEqual(items({ item: "b", score: 1 }));
    expect((await mesh.ask(query, asOfTime("2001-01-01T00:00:00.000Z"))).data).toEqual(items());
  });

  it("waits for an append that is under way at the time", async () => {
    await mesh.append("shelf", put("a", 1));
    const stop = mesh.runProjectors("shelf");
    const order: string[] = [];
    const appended = mesh.as("shelf", "append").transaction(async (connection) => {
      const log = postgresEventLog("shelf", { append: connection });
      await log.append([
        prepareEvent(shelf.events, { id: "late", occurredAt: new Date().toISOString(), ...put("a", 2) }),
      ]);
      const time = await clock();
      const asked = mesh.ask(`{ itemV1(item: "a") { score } }`, asOfTime(time)).then((answer) => {
        order.push("answered");
        return answer;
      });
      await pause(200);
      order.push("committed");
      return { asked };
    });
    const answer = await (await appended).asked;
    await stop();
    expect([answer.data, order]).toEqual([{ itemV1: { score: 2 } }, ["committed", "answered"]]);
  });

  it("can be told by no cut that names other products, and by no time to come", async () => {
    await mesh.append("shelf", put("a", 1));
    await mesh.catchUp();
    const { cut } = await mesh.ask("{ itemsV1 { nodes { item } } }", { cut: true });
    const other = await mesh.ask("{ ticketsV1 { nodes { ticket } } }", { asOf: cutOf(cut) });
    expect(other).toMatchObject({
      data: null,
      errors: [
        {
          message: expect.stringContaining("does not name tickets@1"),
          extensions: { code: "BAD_USER_INPUT" },
        },
      ],
    });
    const ahead = await mesh.ask("{ itemsV1 { nodes { item } } }", asOfTime("2999-01-01T00:00:00.000Z"));
    expect(ahead).toMatchObject({
      data: null,
      errors: [
        { message: expect.stringContaining("ahead of the clock"), extensions: { code: "BAD_USER_INPUT" } },
      ],
    });
  });

  it("gives no one more than the policy gives now, and is written down with what it was read as of", async () => {
    await mesh.append("shelf", put("a", 1, "a secret"));
    await mesh.catchUp();
    const query = "{ itemsV1 { nodes { item note } } }";
    const { cut } = await mesh.ask(query, { cut: true });
    await mesh.append("shelf", put("a", 2, "another"));
    await mesh.catchUp();
    const then = await mesh.ask(query, { asOf: cutOf(cut) });
    expect(then).toMatchObject({
      data: { itemsV1: { nodes: [{ item: "a", note: null }] } },
      errors: [{ extensions: { code: "FORBIDDEN", product: "items@1", field: "note" } }],
      accesses: [{ product: "items@1", fields: ["item"], denied: ["note"], asOf: "g1.p1.e0" }],
    });
    expect((await mesh.ask(query)).accesses[0]).not.toHaveProperty("asOf");
  });

  it("is found by node and by links, which are of the same cut", async () => {
    await mesh.append("shelf", put("a", 1));
    await mesh.append("desk", write("t", "a", 1));
    await mesh.catchUp();
    const id = encodeGlobalId("ItemV1", "a");
    const query = `query ($id: ID!) { node(id: $id) { ... on ItemV1 { score } } ticketV1(ticket: "t") { shelved { score } } }`;
    const first = await mesh.ask(query, { cut: true }, { id });
    await mesh.append("shelf", take("a"));
    await mesh.catchUp();
    const then = await mesh.ask(query, { asOf: cutOf(first.cut) }, { id });
    expect(then.data).toEqual({ node: { score: 1 }, ticketV1: { shelved: { score: 1 } } });
    expect((await mesh.ask(query, undefined, { id })).data).toEqual({
      node: null,
      ticketV1: { shelved: null },
    });
  });
});

describe("a page", () => {
  it("after a cursor is of the first page's cut, with its count, whatever was written since", async () => {
    await mesh.append("shelf", put("a", 1), put("b", 2), put("c", 3));
    await mesh.catchUp();
    const query = `query ($after: String) { itemsV1(first: 2, after: $after, orderBy: [{ field: score }]) {
      totalCount nodes { item score } pageInfo { endCursor hasNextPage } } }`;
    const first = (await mesh.ask(query)).data as unknown as Paged;
    await mesh.append("shelf", put("a", 9), take("c"), put("d", 4));
    await mesh.catchUp();
    const next = await mesh.ask(query, undefined, { after: first.itemsV1.pageInfo.endCursor });
    expect(next.data).toMatchObject({
      itemsV1: { totalCount: 3, nodes: [{ item: "c", score: 3 }], pageInfo: { hasNextPage: false } },
    });
    expect((await mesh.ask(query)).data).toMatchObject({
      itemsV1: { totalCount: 3, nodes: [{ item: "b" }, { item: "d" }] },
    });
  });

  it("costs no call more than it did", async () => {
    await mesh.ask("{ itemsV1 { totalCount nodes { item } } }");
    expect(mesh.calls()).toBe(1);
  });
});

/** Writes to both contexts, and projects both, for as long as `work` takes. */
async function whileWriting(work: () => Promise<void>): Promise<void> {
  const stop = mesh.runProjectors("shelf", "desk");
  let isWriting = true;
  const writer = (async () => {
    for (let n = 1; isWriting; n += 1) {
      await mesh.append("shelf", put("x", n));
      await mesh.append("desk", write("x", "x", n));
    }
  })();
  try {
    await work();
  } finally {
    isWriting = false;
    await writer;
    await stop();
  }
}
