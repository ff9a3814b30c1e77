import { type Standing } from "@datamesh/kernel/projection";
import { raiseEpoch, revisionText, watchStandings } from "@datamesh/kernel/postgres";
import { customers } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const REF = "customer-profiles@1";
const PROFILES = { name: "customer-profiles", major: 1 };

/** The next call of a listener that the condition holds of. */
function waiter<T>() {
  const waiting = new Set<{ holds: (value: T) => boolean; resolve: (value: T) => void }>();
  return {
    tell: (value: T): void => {
      for (const each of [...waiting]) {
        if (!each.holds(value)) continue;
        waiting.delete(each);
        each.resolve(value);
      }
    },
    next: (holds: (value: T) => boolean): Promise<T> =>
      new Promise((resolve) => waiting.add({ holds, resolve })),
  };
}

describe("where products stand", () => {
  let mesh: TestMesh;
  let stop: () => Promise<void>;
  const heard = waiter<string>();
  let age: { readonly at: number; readonly milliseconds: number | undefined };
  const failures = waiter<unknown>();
  beforeAll(async () => {
    mesh = await startTestMesh([customers]);
    await mesh.catchUp();
    stop = await watchStandings(mesh.as("customers", "read"), ["customers"], {
      stood: (_context, standings, at, ages) => {
        age = { at, milliseconds: ages.get(REF) };
        heard.tell(textOf(standings.get(REF)));
      },
      asksWhichRows: () => true,
      failed: (error) => failures.tell(error),
    });
  });
  afterAll(async () => {
    await stop();
    await mesh.stop();
  });

  const raise = async (): Promise<string> => {
    const revision = await raiseEpoch(mesh.as("customers", "project"), "customers", PROFILES);
    return revision === undefined ? "" : `0 ${revisionText(revision)}`;
  };

  test("is heard after every commit", async () => {
    const next = heard.next((text) => text === "0 g1.c0.e1");
    expect(await raise()).toBe("0 g1.c0.e1");
    expect(await next).toBe("0 g1.c0.e1");
  });

  test("is told with how long ago the commit was, by the clock of the database", async () => {
    const committed = async () =>
      Number(
        (
          await mesh.admin.query({
            text: `select extract(epoch from clock_timestamp() - committed_at) * 1000 as age
                   from customers.product_positions where product = 'customer-profiles'`,
          })
        )[0]?.["age"],
      );
    const text = await raise();
    await heard.next((each) => each === text);
    const first = age.milliseconds ?? NaN;
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first).toBeLessThanOrEqual(await committed());
    const atFirst = age.at;
    await heard.next(() => age.at > atFirst);
    expect(age.milliseconds).toBeGreaterThan(first);
  });

  test("is what is written, whatever anybody notifies", async () => {
    const notify = "select pg_notify('datamesh', 'product customer-profiles@1 99 g9.c9.e9')";
    await mesh.as("customers", "read").query({ text: notify });
    const seen: string[] = [];
    await heard.next((text) => seen.push(text) > 2);
    expect(new Set(seen)).toEqual(new Set(["0 g1.c0.e2"]));
  });

  test("is heard when the connection was broken as it changed, and afterwards", async () => {
    const failed = failures.next(() => true);
    await mesh.admin.query({
      text: `select pg_terminate_backend(pid) from pg_stat_activity
             where application_name = 'datamesh listen' and datname = current_database()`,
    });
    const missed = await raise();
    await failed;
    expect(await heard.next((text) => text === missed)).toBe(missed);
    const later = await raise();
    expect(await heard.next((text) => text === later)).toBe(later);
  });
});

const textOf = (standing: Standing | undefined): string =>
  standing === undefined ? "" : `${standing.position} ${revisionText(standing.revision)}`;
