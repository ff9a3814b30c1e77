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
  const announced = waiter<Standing>();
  const beats = waiter<Standing>();
  const failures = waiter<unknown>();
  beforeAll(async () => {
    mesh = await startTestMesh([customers]);
    await mesh.catchUp();
    stop = await watchStandings(mesh.as("customers", "read"), ["customers"], {
      announced: (product, standing) => {
        if (product === REF) announced.tell(standing);
      },
      stood: (_context, standings) => {
        const standing = standings.get(REF);
        if (standing !== undefined) beats.tell(standing);
      },
      failed: (error) => failures.tell(error),
    });
  });
  afterAll(async () => {
    await stop();
    await mesh.stop();
  });

  const raise = async (): Promise<string> => {
    const revision = await raiseEpoch(mesh.as("customers", "project"), "customers", PROFILES);
    return revision === undefined ? "" : revisionText(revision);
  };

  test("is announced by the commit that changes it, with position and revision", async () => {
    const heard = announced.next(() => true);
    const revision = await raise();
    expect({ ...(await heard), text: revisionText((await heard).revision) }).toMatchObject({
      position: 0,
      text: revision,
    });
  });

  test("is read by the heartbeat, and what was announced while nobody could listen with it", async () => {
    const failed = failures.next(() => true);
    await mesh.admin.query({
      text: "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'datamesh listen' and datname = current_database()",
    });
    const revision = await raise();
    await failed;
    const read = await beats.next((standing) => revisionText(standing.revision) === revision);
    expect(revisionText(read.revision)).toBe(revision);
  });

  test("is announced again on the connection that took its place", async () => {
    const heard = announced.next(() => true);
    expect(await raise()).toBe(revisionText((await heard).revision));
  });
});
