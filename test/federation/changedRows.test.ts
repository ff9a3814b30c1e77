import {
  applyRetention,
  type Database,
  dutyUrl,
  openDatabase,
  rebuildProduct,
  retryQuarantined,
  watchStandings,
} from "@datamesh/kernel/postgres";
import { rowHash } from "@datamesh/kernel/projection";
import fc from "fast-check";
import { type AnnouncementBoard, announcementBoard } from "../../gateway/announcements/index.ts";
import { announcementLines, readLine } from "../../gateway/announcements/announcementLines.ts";
import { pause } from "../support/askedCut.ts";
import { come, hotel, leave, till } from "../support/guestContexts.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const GUESTS = "guests@1";
const NAMES = ["a", "b", "c", 'd|"e', "0||x"] as const;

let mesh: TestMesh;
let migrate: Database;
/** What this process hears, and what another one is told of that. */
let boards: readonly [AnnouncementBoard, AnnouncementBoard];
let stops: (() => Promise<unknown>)[];
beforeEach(async () => {
  till.refuses = (paid) => paid >= 100;
  mesh = await startTestMesh([hotel]);
  migrate = openDatabase(dutyUrl(mesh.mesh, "hotel", "migrate"), { max: 4 });
  boards = [announcementBoard(), announcementBoard()];
  const [here, there] = boards;
  const stopWatching = await watchStandings(mesh.as("hotel", "read"), ["hotel"], {
    stood: (context, standings, at, ages, changes) => here.heardOf({ context, standings, at, ages, changes }),
    asksWhichRows: (product) => here.isAsked(product),
    failed: () => undefined,
  });
  const stopTelling = tell(here, there);
  stops = [stopTelling, stopWatching, () => migrate.end(), () => mesh.stop()];
});
afterEach(async () => {
  for (const stop of stops) await stop();
});

/** Tells another board by lines, over a connection that ends after every third and is made again a while later. */
function tell(from: AnnouncementBoard, to: AnnouncementBoard): () => Promise<void> {
  const stopping = new AbortController();
  const telling = (async () => {
    while (!stopping.signal.aborted) {
      let lines = 0;
      const now = (): number => performance.now();
      for await (const line of announcementLines(from, [GUESTS], { now, stopping: stopping.signal })) {
        const { age, ...told } = readLine(line, new Set([GUESTS]));
        to.heardOf({ context: "hotel", ...told, at: now() - age });
        if ((lines += 1) === 3) break;
      }
      await pause(150);
    }
  })();
  return async () => {
    stopping.abort();
    await telling;
  };
}

async function heard(): Promise<void> {
  const head = Number((await mesh.rows("hotel.product_positions"))[0]?.["position"]);
  const now = performance.now();
  const isHeard = (board: AnnouncementBoard): boolean =>
    (board.lastHeardAt(GUESTS) ?? 0) > now && board.heard().get(GUESTS)?.position === head;
  while (!boards.every(isHeard)) await pause(5);
}

const change = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(1, 2, 100)), { minLength: 1, maxLength: 4 })
      .map((guests) => () => mesh.append("hotel", ...guests.map(([guest, paid]) => come(guest, paid)))),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...NAMES).map((guest) => () => mesh.append("hotel", leave(guest))),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      () => rebuildProduct(migrate, mesh.projection(GUESTS)),
      async () => {
        till.refuses = () => false;
        await retryQuarantined(migrate, mesh.projection(GUESTS));
        till.refuses = (paid) => paid >= 100;
      },
      async () => {
        await pause(1_050);
        await mesh.append("hotel", come("late", 1));
        await mesh.catchUp();
        await applyRetention(mesh.projection(GUESTS));
      },
      () =>
        mesh.admin.query({
          text: `select pg_terminate_backend(pid) from pg_stat_activity
                 where application_name = 'datamesh listen' and datname = current_database()`,
        }),
    ),
  },
);

describe("what is announced of a row", () => {
  it("is never that it has not changed when it has, whatever changed it, here and in another process", async () => {
    const last = new Map<string, number>();
    let read = 0;
    const told = { unchanged: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        for (const make of changes) {
          await make();
          await mesh.catchUp();
          const versions = await mesh.admin.query({
            text: "select position, guest from hotel.guests_v1_history where position > $1 order by position",
            values: [read],
          });
          for (const { position, guest } of versions) {
            read = Number(position);
            last.set(JSON.parse((guest ?? "").slice(3)) as string, read);
          }
          await heard();
          for (const board of boards) {
            for (const name of [...NAMES, "nobody"]) {
              for (let behind = Math.max(0, read - 12); behind <= read; behind += 1) {
                const isTold = board.mayHaveChanged(GUESTS, rowHash(name), behind);
                if (!isTold && behind < read) told.unchanged += 1;
                if ((last.get(name) ?? 0) > behind)
                  expect([name, behind, isTold]).toEqual([name, behind, true]);
              }
            }
          }
        }
      }),
      { numRuns: 20, endOnFailure: true },
    );
    expect(told.unchanged).toBeGreaterThan(100);
  }, 120_000);
});
