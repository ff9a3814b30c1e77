import type { Cut } from "@datamesh/kernel/cut";
import { raiseEpoch, watchStandings } from "@datamesh/kernel/postgres";
import fc from "fast-check";
import { announcementBoard } from "../../gateway/announcements/index.ts";
import { cacheTally } from "../../gateway/cache/index.ts";
import { pause } from "../support/askedCut.ts";
import { desk, put, shelf, take, write } from "../support/cutContexts.ts";
import { type Asked, type CutMesh, startCutMesh } from "../support/cutMesh.ts";

const QUERIES = [
  `{ itemsV1(first: 10, orderBy: [{ field: score }, { field: item }]) { totalCount nodes { item score } pageInfo { hasNextPage } } }`,
  `{ itemsV1(first: 10, orderBy: [{ field: item }]) { nodes { item note } } }`,
  `{ ticketsV1(first: 10, orderBy: [{ field: ticket }]) { nodes { ticket number shelved { item score note } } } }`,
  `{ offersV1(first: 10, orderBy: [{ field: ticket }]) { nodes { ticket number score } } }`,
  `query ($item: ID!) { itemV1(item: $item) { item score } }`,
];
const ROLES = [[], ["auditor"], ["someone", "else"]] as const;
/** As those of requests that come again: one object each, frozen. */
const REMEMBERED = { a: Object.freeze({ item: "a" }), b: Object.freeze({ item: "b" }) };

const board = announcementBoard();
let mesh: CutMesh;
let stopWatching: () => Promise<void>;
beforeEach(async () => {
  mesh = await startCutMesh([shelf, desk], {
    cache: { announcements: board, maxBytes: 10_000_000, tally: cacheTally() },
  });
  await mesh.catchUp();
  stopWatching = await watchStandings(mesh.admin, ["shelf", "desk"], {
    stood: (context, standings, at) => board.heardOf({ context, standings, at }),
    asksWhichRows: () => false,
    failed: () => undefined,
  });
});
afterEach(async () => {
  await stopWatching();
  await mesh.stop();
});

/** Until everything that was committed by now has been heard. */
async function heard(): Promise<void> {
  const now = performance.now();
  while (!((board.lastHeardAt("items@1") ?? 0) > now && (board.lastHeardAt("offers@1") ?? 0) > now))
    await pause(5);
}

/** The same without the cache: whoever asks for a cut is answered anew. */
async function askedAnew(roles: readonly string[], query: string, variables: object): Promise<Asked> {
  const answer = await mesh.askAs(roles, query, { cut: true }, { ...variables });
  return { ...answer, accesses: answer.accesses.map(({ asOf: _asOf, ...access }) => access) };
}

const told = ({ data, errors, withheld, accesses }: Asked) => ({ data, errors, withheld, accesses });

describe("an answer from the exact cache", () => {
  it("is, for whoever asks and whatever has changed rows since, the one that is worked out anew", async () => {
    const change = fc.oneof(
      fc.tuple(fc.constantFrom("a", "b"), fc.nat(3), fc.constantFrom(null, "x")).map(
        ([item, score, note]) =>
          () =>
            mesh.append("shelf", put(item, score, note)),
      ),
      fc.constantFrom("a", "b").map((item) => () => mesh.append("shelf", take(item))),
      fc.tuple(fc.constantFrom("t", "u"), fc.constantFrom("a", "b"), fc.nat(3)).map(
        ([ticket, item, number]) =>
          () =>
            mesh.append("desk", write(ticket, item, number)),
      ),
      fc.constant(() => raiseEpoch(mesh.as("shelf", "project"), "shelf", { name: "items", major: 1 })),
    );
    const question = fc.tuple(
      fc.constantFrom(...QUERIES),
      fc.constantFrom(...ROLES),
      fc
        .constantFrom("a" as const, "b" as const)
        .chain((item) => fc.constantFrom({ item }, REMEMBERED[item])),
    );
    const served = new Set<string | undefined>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 3 }),
        fc.array(question, { minLength: 1, maxLength: 12 }),
        async (changes, questions) => {
          for (const make of changes) await make();
          await mesh.catchUp();
          for (const round of [1, 2]) {
            await heard();
            for (const [query, roles, variables] of questions) {
              const kept = await mesh.askAs(roles, query, undefined, variables);
              expect(told(kept)).toEqual(told(await askedAnew(roles, query, variables)));
              if (round === 2) served.add(kept.served);
            }
          }
        },
      ),
      { numRuns: 20 },
    );
    expect(served).toEqual(new Set(["hit"]));
  });

  it("is exactly of the announced revision while rows change without a pause, and never older", async () => {
    await mesh.append("shelf", put("x", 0));
    await mesh.catchUp();
    await heard();
    const stop = mesh.runProjectors("shelf");
    let isWriting = true;
    const writer = (async () => {
      for (let score = 1; isWriting; score += 1) {
        await mesh.append("shelf", put("x", score));
        await pause(score % 2 === 0 ? 20 : 600);
      }
    })();
    const compared = { hits: 0 };
    const until = performance.now() + 5_000;
    while (performance.now() < until) {
      const before = board.heard().get("items@1");
      const kept = await mesh.ask(QUERIES[4] ?? "", undefined, { item: "x" });
      const after = board.heard().get("items@1");
      const cut = cutAt(before);
      const then = await mesh.ask(QUERIES[4] ?? "", { asOf: { kind: "cut", cut } }, { item: "x" });
      expect(scoreOf(kept)).toBeGreaterThanOrEqual(scoreOf(then));
      if (kept.served !== "hit" || before !== after) continue;
      compared.hits += 1;
      expect(kept.data).toEqual(then.data);
    }
    isWriting = false;
    await writer;
    await stop();
    expect(compared.hits).toBeGreaterThan(0);
  });

  it("is never given again where it tells of anything that may change unannounced", async () => {
    await mesh.append("shelf", put("a", 1));
    await mesh.catchUp();
    for (const query of ["{ __typename }", "{ itemsV1 { __typename } __schema { queryType { name } } }"]) {
      await heard();
      await mesh.ask(query);
      await heard();
      expect((await mesh.ask(query)).served).toBe("bypass");
    }
  });
});

function cutAt(standing: ReturnType<ReturnType<typeof board.heard>["get"]>): Cut {
  const { generation = 1, epoch = 0 } = standing?.revision ?? {};
  return new Map([["items@1", { generation, position: standing?.position ?? 0, epoch }]]);
}

const scoreOf = ({ data }: Asked): number =>
  (data as unknown as { readonly itemV1: { readonly score: number } }).itemV1.score;
