import { dutyUrl, openDatabase, rebuildProduct } from "@datamesh/kernel/postgres";
import { put } from "../support/cutContexts.ts";
import { doubledItems } from "../support/doubledItems.ts";
import { followedShelf, positionOf } from "../support/followedShelf.ts";
import type { Received, Stream } from "../support/liveClients.ts";

const ITEM = "subscription ($item: ID!) { itemV1Changed(item: $item) { score } }";
const CHANGES_OF = "subscription ($key: ID) { itemsV1Changes(key: $key) { position } }";

const followed = followedShelf();
const append = (...events: readonly object[]) => followed().mesh.append("shelf", ...events);

/** How often something was read on behalf of whoever has this token. */
const readsOf = (token: string): number =>
  followed().gateway.accesses.filter(({ consumer }) => consumer === token).length;

/** Follows a row, and waits until nothing is left to read of it. */
async function follow(
  token: string,
  item: string,
): Promise<{ readonly stream: Stream; readonly first: Received }> {
  const stream = followed().open("sse", ITEM, { item }, token);
  const first = await stream.expectNext();
  await isStill(token);
  return { stream, first };
}

/** Longer than what subscriptions wait, and do not only where they are woken. */
async function isStill(token: string): Promise<number> {
  for (;;) {
    const before = readsOf(token);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    if (readsOf(token) === before) return before;
  }
}

const TRIES = 3;

/** Expects so many reads of each. Where nothing was heard for a second, as on a busy machine, all read: it is tried again. */
async function expectReads(expected: Readonly<Record<string, number>>, work: () => Promise<void>) {
  const tokens = Object.keys(expected);
  for (let tries = 1; ; tries += 1) {
    const before = tokens.map(readsOf);
    await work();
    await Promise.all(tokens.map(isStill));
    const reads = Object.fromEntries(tokens.map((token, index) => [token, readsOf(token) - before[index]!]));
    if (tries < TRIES && JSON.stringify(reads) !== JSON.stringify(expected)) continue;
    return expect(reads).toEqual(expected);
  }
}

const scoreIn = ({ data }: Received): unknown =>
  (data?.["itemV1Changed"] as unknown as { readonly score: number } | null)?.score;

describe("who follows a row", () => {
  it("reads once for a change of it, and not for changes of others", async () => {
    const [a, b] = await Promise.all([follow("follows-a", "a"), follow("follows-b", "b")]);
    await expectReads({ "follows-a": 3, "follows-b": 0 }, async () => {
      for (const score of [1, 2, 3]) {
        await append(put("a", score));
        expect(scoreIn(await a.stream.expectNext())).toBe(score);
      }
    });
    let score = 0;
    await expectReads({ "follows-a": 0, "follows-b": 1 }, async () => {
      await append(put("b", (score += 1)));
      const event = await b.stream.expectNext();
      expect([scoreIn(event), positionOf(event)]).toEqual([score, await followed().head()]);
    });
  });

  it("among the changes of a product reads for those alone, too", async () => {
    const stream = followed().open("ws", CHANGES_OF, { key: "c" }, "changes-of-c");
    const next = stream.expectNext();
    while (readsOf("changes-of-c") === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await isStill("changes-of-c");
    let score = 0;
    await expectReads({ "changes-of-c": 0 }, async () => {
      await append(put("d", (score += 1)));
      await append(put("d", (score += 1)));
    });
    await append(put("c", 1));
    expect(positionOf(await next)).toBe(await followed().head());
  });

  it("reads when so many changed that it is not told which", async () => {
    const { stream } = await follow("one-of-many", "e");
    const before = readsOf("one-of-many");
    const others = Array.from({ length: 2_000 }, (_, index) => put(`many-${index}`, 1));
    await append(...others);
    expect(await isStill("one-of-many")).toBeGreaterThan(before);
    await append(put("e", 9));
    expect(scoreIn(await stream.expectNext())).toBe(9);
  });

  it("misses nothing that was committed while announcements could not be heard", async () => {
    const { stream } = await follow("through-a-gap", "g");
    await followed().mesh.admin.query({
      text: `select pg_terminate_backend(pid) from pg_stat_activity
             where application_name = 'datamesh listen' and datname = current_database()`,
    });
    await append(put("other", 1), put("g", 5));
    await append(put("other", 2));
    expect(scoreIn(await stream.expectNext())).toBe(5);
  });

  it("keeps up with the changes of others, so that it can go on when these are past their retention", async () => {
    const { stream } = await follow("keeps-up", "h");
    await append(put("i", 1), put("i", 2), put("i", 3));
    await isStill("keeps-up");
    const head = await followed().head();
    followed().gateway.judge("keeps-up", "EXPIRED");
    const [last] = await stream.rest();
    expect(last?.errors?.[0]?.extensions).toMatchObject({ code: "TOKEN_EXPIRED", position: head });
  });

  it("reads when a rebuild changed rows, whichever", async () => {
    const { mesh } = followed();
    const { stream, first } = await follow("through-a-swap", "a");
    await follow("beside-a-swap", "nothing");
    const before = readsOf("beside-a-swap");
    const migrate = openDatabase(dutyUrl(mesh.mesh, "shelf", "migrate"), { max: 4 });
    await rebuildProduct(migrate, doubledItems(mesh.projection("items@1")));
    await migrate.end();
    expect(scoreIn(await stream.expectNext())).toBe(2 * Number(scoreIn(first)));
    expect(await isStill("beside-a-swap")).toBeGreaterThan(before);
  });
});
