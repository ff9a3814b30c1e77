import fc from "fast-check";
import { put, take } from "../support/cutContexts.ts";
import { CHANGES, positionOf, followedShelf } from "../support/followedShelf.ts";
import { openStream, type Transport } from "../support/liveClients.ts";

const followed = followedShelf();

describe("subscriptions", () => {
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
  const from = await followed().head();
  const last = `end-${(runs += 1)}`;
  const writing = (async () => {
    for (const [item, score] of events) {
      await followed().mesh.append("shelf", score === 0 ? take(item) : put(item, score));
    }
    await followed().mesh.append("shelf", put(last, 1));
  })();
  const told: unknown[] = [];
  let after = from;
  const follow = async (count: number, over: string, how: string): Promise<void> => {
    const token = `again-${(tokens += 1)}`;
    const stream = openStream(over as Transport, followed().gateway.url, token, {
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
    followed().gateway.judge(token, "EXPIRED");
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
  const history = await followed().mesh.admin.query({
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
