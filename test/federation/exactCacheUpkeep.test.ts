import { readCut } from "@datamesh/kernel/cut";
import type { Consumer } from "@datamesh/kernel/policy";
import {
  applyRetention,
  type Database,
  dutyUrl,
  openDatabase,
  rebuildProduct,
  retryQuarantined,
  watchStandings,
} from "@datamesh/kernel/postgres";
import fc from "fast-check";
import { announcementBoard } from "../../gateway/announcements/index.ts";
import { cacheTally } from "../../gateway/cache/index.ts";
import { pause } from "../support/askedCut.ts";
import { type Asked, type CutMesh, startCutMesh } from "../support/cutMesh.ts";
import { come, hotel, leave, restaurant, seat, till } from "../support/guestContexts.ts";
import { openLiveGateway } from "../support/liveGateway.ts";

const GUESTS = "guests@1";
const TOTALS = `{ guestsV1(first: 10, orderBy: [{ field: paid }]) { totalCount nodes { guest paid } } }`;
const NAMES = `{ guestsV1(first: 10, orderBy: [{ field: paid }]) { nodes { guest name } } }`;
const TABLES = `{ tablesV1(first: 10, orderBy: [{ field: table }]) { nodes { table seated { guest name paid } } } }`;
const QUERIES = [TOTALS, NAMES, TABLES, `{ guestV1(guest: "a") { name paid } }`];

const clerk: Consumer = { id: "cas", roles: [], scopes: [] };
const officer: Consumer = { id: "ola", roles: ["compliance"], scopes: [] };
const investigator: Consumer = { ...officer, purpose: "compliance" };
const CONSUMERS = [clerk, officer, { ...officer, purpose: "reporting" }, investigator];

/** Whether an answer to it has names as they are. */
const isClear = (consumer: Consumer, query: string): boolean =>
  consumer === investigator && query.includes("name");

const board = announcementBoard();
let mesh: CutMesh;
let migrate: Database;
let stopWatching: () => Promise<void>;
beforeEach(async () => {
  till.refuses = (paid) => paid >= 100;
  mesh = await startCutMesh([hotel, restaurant], {
    cache: { announcements: board, maxBytes: 10_000_000, tally: cacheTally() },
  });
  migrate = openDatabase(dutyUrl(mesh.mesh, "hotel", "migrate"), { max: 4 });
  await mesh.catchUp();
  stopWatching = await watchStandings(mesh.admin, ["hotel", "restaurant"], {
    stood: (context, standings, at) => board.heardOf({ context, standings, at }),
    asksWhichRows: () => false,
    failed: () => undefined,
  });
});
afterEach(async () => {
  await stopWatching();
  await migrate.end();
  await mesh.stop();
});

/** Until everything that was committed by now has been heard. */
async function heard(): Promise<void> {
  const now = performance.now();
  const known = (product: "guests@1" | "tables@1") => (board.lastHeardAt(product) ?? 0) > now;
  while (!known(GUESTS) || !known("tables@1")) await pause(5);
}

/** Takes the events that wait in quarantine in again, once the till takes them. */
async function retry(): Promise<void> {
  till.refuses = () => false;
  await retryQuarantined(migrate, mesh.projection(GUESTS));
}
const retryOnce = async (): Promise<void> => {
  await retry();
  till.refuses = (paid) => paid >= 100;
};

const swap = async () => void (await rebuildProduct(migrate, mesh.projection(GUESTS)));
const retain = () => applyRetention(mesh.projection(GUESTS));

const ask = (consumer: Consumer, query: string): Promise<Asked> => mesh.askBy(consumer, query);
/** The same without the cache: whoever asks for a cut is answered anew. */
const askAnew = async (consumer: Consumer, query: string): Promise<Asked> => {
  const answer = await mesh.askBy(consumer, query, { cut: true });
  return { ...answer, accesses: answer.accesses.map(({ asOf: _asOf, ...access }) => access) };
};
const told = ({ data, errors, withheld, accesses }: Asked) => ({ data, errors, withheld, accesses });

describe("a kept answer", () => {
  it("is the one that is worked out anew, through rebuilds, quarantine and retention, whoever asks", async () => {
    const guest = fc.constantFrom("a", "b", "c");
    const change = fc.oneof(
      fc.tuple(guest, fc.constantFrom(1, 2, 100)).map(
        ([who, paid]) =>
          () =>
            mesh.append("hotel", come(who, paid)),
      ),
      guest.map((who) => () => mesh.append("hotel", leave(who))),
      fc.tuple(fc.constantFrom("1", "2"), guest).map(
        ([table, who]) =>
          () =>
            mesh.append("restaurant", seat(table, who)),
      ),
      fc.constantFrom(swap, retryOnce, async () => {
        await pause(1_050);
        await mesh.append("hotel", come("late", 1));
        await mesh.catchUp();
        await retain();
      }),
    );
    const question = fc.tuple(fc.constantFrom(...QUERIES), fc.constantFrom(...CONSUMERS));
    const done = { hits: 0, bypassed: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.array(question, { minLength: 4, maxLength: 12 }),
        async (changes, questions) => {
          for (const make of changes) {
            await make();
            await mesh.catchUp();
          }
          for (const round of [1, 2]) {
            await heard();
            for (const [query, consumer] of questions) {
              const kept = await ask(consumer, query);
              expect(told(kept)).toEqual(told(await askAnew(consumer, query)));
              if (isClear(consumer, query)) expect(kept.served).toBe("bypass");
              else if (round === 2) expect(kept.served).toBe("hit");
              done[isClear(consumer, query) ? "bypassed" : "hits"] += 1;
            }
          }
        },
      ),
      { numRuns: 15 },
    );
    expect(Math.min(done.hits, done.bypassed)).toBeGreaterThan(0);
  });

  it("is of the announced revision while writes, swaps, retries and retention go on", async () => {
    // The till takes everything from the first retry on: a rebuild reads an earlier cut from what it folded again, which
    // is the same only while folds are.
    const stop = mesh.runProjectors("hotel", "restaurant");
    const working = { on: true };
    const writer = (async () => {
      for (let turn = 1; working.on; turn += 1) {
        await mesh.append("hotel", come(`g${turn % 4}`, turn % 3 === 0 ? 100 : 1));
        await pause(turn % 4 === 0 ? 700 : 20);
      }
    })();
    const keeper = (async () => {
      try {
        for (const work of [swap, retry, retain, swap, retain, retry, swap, retry, retain]) {
          await work();
          await pause(500);
        }
      } finally {
        working.on = false;
      }
    })();
    const states = new Set<string>();
    const compared = { hits: 0 };
    while (working.on) {
      for (const query of [TOTALS, NAMES]) {
        const before = announced();
        const kept = await ask(clerk, query);
        const after = announced();
        const anew = await askAnew(clerk, query);
        states.add(before);
        if (before !== after || stateOf(anew) !== before || kept.served !== "hit") continue;
        expect(kept.data).toEqual(anew.data);
        compared.hits += 1;
      }
    }
    await keeper;
    await writer;
    await stop();
    expect(compared.hits).toBeGreaterThan(0);
    expect([...states].some((state) => state.startsWith("g4."))).toBe(true);
    expect(states.size).toBeGreaterThan(5);
  });

  it("is another for whoever declares another purpose", async () => {
    await mesh.append("hotel", come("a", 1, "Ada Lovelace"));
    await mesh.catchUp();
    const names: unknown[] = [];
    for (const consumer of [officer, investigator, officer, { ...officer, purpose: "reporting" }, officer]) {
      await heard();
      const { data, served, errors } = await ask(consumer, NAMES);
      expect(errors).toEqual([]);
      names.push([served, (data as unknown as Named).guestsV1.nodes[0]?.name]);
    }
    const [masked, clear] = ["A. L.", "Ada Lovelace"];
    expect(names).toEqual([
      ["miss", masked],
      ["bypass", clear],
      ["hit", masked],
      ["miss", masked],
      ["hit", masked],
    ]);
  });

  it("has a tag to ask again with, and one with a personal value as it is has none", async () => {
    await mesh.append("hotel", come("a", 1, "Ada Lovelace"));
    await mesh.catchUp();
    const gateway = await openLiveGateway(mesh, ["hotel", "restaurant"]);
    gateway.judge("officer", { ok: true, consumer: { ...officer, purposes: ["reporting", "compliance"] } });
    const get = async (purpose: string) => {
      await heard();
      const url = `${gateway.url}/graphql?query=${encodeURIComponent(NAMES)}`;
      const headers = { authorization: "Bearer officer", "x-purpose": purpose, accept: "application/json" };
      const response = await fetch(url, { headers: { ...headers, "apollo-require-preflight": "1" } });
      const cacheControl = response.headers.get("cache-control");
      return { tag: response.headers.get("etag"), cacheControl, text: await response.text() };
    };
    const [masked, clear, again] = [await get("reporting"), await get("compliance"), await get("compliance")];
    await gateway.stop();
    expect(masked.tag).not.toBeNull();
    expect(masked.text).not.toContain("Lovelace");
    for (const each of [clear, again]) {
      expect(each).toMatchObject({ tag: null, cacheControl: "no-store" });
      expect(each.text).toContain("Ada Lovelace");
    }
  });
});

interface Named {
  readonly guestsV1: { readonly nodes: readonly { readonly name: string }[] };
}

function announced(): string {
  const { revision, position = 0 } = board.heard().get(GUESTS) ?? {};
  return `g${revision?.generation}.p${position}.e${revision?.epoch}`;
}

function stateOf({ cut = "" }: Asked): string {
  const { generation, position, epoch } = readCut(cut)?.get(GUESTS) ?? {};
  return `g${generation}.p${position}.e${epoch}`;
}
