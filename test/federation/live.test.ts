import { put, take, write } from "../support/cutContexts.ts";
import { CHANGES, positionOf, followedShelf } from "../support/followedShelf.ts";
import type { Received } from "../support/liveClients.ts";

const ITEM = `subscription ($item: ID!, $after: ID) {
  changed: itemV1Changed(item: $item, after: $after) { item score }
}`;

const followed = followedShelf();

describe.each(["sse", "ws"] as const)("a subscription over %s", (transport) => {
  it("gives each change of a product as it happens, with its position", async () => {
    const from = await followed().head();
    const stream = followed().open(transport, CHANGES, { after: from });
    await followed().mesh.append("shelf", put("x", 1), put("x", 2), take("x"));
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
    await followed().mesh.append("shelf", put("y", 1));
    await followed().mesh.catchUp();
    const stream = followed().open(transport, ITEM, { item: "y" });
    expect((await stream.expectNext()).data).toEqual({ changed: { item: "y", score: 1 } });
    await followed().mesh.append("shelf", put("z", 7), put("y", 2), take("y"));
    expect((await stream.expectNext()).data).toEqual({ changed: { item: "y", score: 2 } });
    expect((await stream.expectNext()).data).toEqual({ changed: null });
  });

  it("goes on behind a position without the row as it is", async () => {
    await followed().mesh.append("shelf", put("w", 1), put("w", 2));
    await followed().mesh.catchUp();
    const stream = followed().open(transport, ITEM, {
      item: "w",
      after: String(Number(await followed().head()) - 1),
    });
    expect((await stream.expectNext()).data).toEqual({ changed: { item: "w", score: 2 } });
  });

  it("begins with what comes when it names no position", async () => {
    const stream = followed().open(transport, CHANGES);
    const reading = stream.expectNext();
    // Whatever is put before the subscription has begun is not told, so it is put until it is.
    let told: Received | undefined;
    void reading.then((received) => (told = received));
    const from = Number(await followed().head());
    while (told === undefined) {
      await followed().mesh.append("shelf", put("v", Math.trunc(performance.now())));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(Number(positionOf(await reading))).toBeGreaterThan(from);
    // What was put last may still be on its way, and would be news to the next.
    await followed().mesh.catchUp();
  });

  it("withholds what the policy withholds, and each event is written down as read", async () => {
    const before = followed().gateway.accesses.length;
    const stream = followed().open(
      transport,
      "subscription ($after: ID) { itemsV1Changes(after: $after) { row { item note } } }",
      { after: await followed().head() },
    );
    await followed().mesh.append("shelf", put(`s-${transport}`, 1, "a secret"));
    const event = await stream.expectNext();
    expect(event.data).toEqual({ itemsV1Changes: { row: { item: `s-${transport}`, note: null } } });
    expect(event.errors).toMatchObject([
      { path: ["itemsV1Changes", "row", "note"], extensions: { code: "FORBIDDEN" } },
    ]);
    const written = followed().gateway.accesses.slice(before);
    expect(written.at(-1)).toMatchObject({
      consumer: "ada",
      product: "items@1",
      fields: ["item"],
      denied: ["note"],
    });
  });

  it("leads to rows of other products", async () => {
    await followed().mesh.append("shelf", put("r", 5));
    await followed().mesh.catchUp();
    const stream = followed().open(
      transport,
      `subscription { ticketV1Changed(ticket: "t-${transport}") { number shelved { score } } }`,
    );
    expect((await stream.expectNext()).data).toEqual({ ticketV1Changed: null });
    await followed().mesh.append("desk", write(`t-${transport}`, "r", 3));
    expect((await stream.expectNext()).data).toEqual({
      ticketV1Changed: { number: 3, shelved: { score: 5 } },
    });
  });

  it("answers a query once, and ends", async () => {
    const answers = await followed().open(transport, "{ itemsV1(first: 0) { nodes { item } } }").rest();
    expect(answers).toEqual([{ data: { itemsV1: { nodes: [] } } }]);
  });
});
