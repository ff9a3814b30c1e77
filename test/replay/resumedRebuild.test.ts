import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import {
  createProjection,
  dutyUrl,
  type LeftRebuild,
  openDatabase,
  rebuildProduct,
} from "@datamesh/kernel/postgres";
import { between, createRandom } from "../../cli/sample/random.ts";
import { sampleEvents } from "../../cli/sample/sampleEvents.ts";
import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { killProcess, startProcess } from "../support/crash/startProcess.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const contexts = [creditOracle, customers, lending, models];
const MOST_KILLS = 8;

describe("a rebuild killed with -9 at random points", () => {
  let mesh: TestMesh;
  beforeAll(async () => {
    mesh = await startTestMesh(contexts);
    for (const [name, events] of Object.entries(sampleEvents())) await mesh.append(name, ...events);
    await mesh.catchUp(11);
  });
  afterAll(() => mesh?.stop());

  const start = (ref: string) =>
    startProcess("writtenRebuildProcess.ts", mesh.mesh.url, mesh.mesh.prefix, ref);
  const everything = async (relation: string) => ({
    rows: await mesh.rows(relation),
    history: await mesh.rows(`${relation}_history`),
    cuts: await mesh.rows(`${relation}_cuts`),
  });
  const saved = async () => {
    const [row] = await mesh.admin.query({ text: "select cut from lending_store.rebuilds" });
    return row === undefined ? undefined : Number(row["cut"]);
  };

  it("is gone on with by the same code, and ends as one that was not disturbed", async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    process.stdout.write(`resumed rebuild: seed ${seed}\n`);
    const random = createRandom(seed);
    const before = await everything("lending.loan_applications_v1");
    const wentOn: number[] = [];
    let last = 0;
    for (let kill = 0; kill < MOST_KILLS; kill += 1) {
      const child = await start("loan-applications@1");
      const said = child.stdout!.on("data", (line: Buffer) => {
        const events = (JSON.parse(line.toString().trim().split("\n")[0] ?? "{}") as { events?: number })
          .events;
        if (events !== undefined) wentOn.push(events);
      });
      while (child.exitCode === null && ((await saved()) ?? 0) <= last) await sleep(1);
      await sleep(between(random, 0, 40));
      const isOver = child.exitCode !== null;
      await killProcess(child);
      said.removeAllListeners();
      if (isOver) break;
      const now = await saved();
      if (now === undefined) break;
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
    expect(wentOn.length).toBeGreaterThan(0);
    expect(wentOn).toEqual(wentOn.toSorted((a, b) => a - b));
    const child = await start("loan-applications@1");
    await once(child, "exit");
    expect(await saved()).toBeUndefined();
    expect(await everything("lending.loan_applications_v1")).toEqual(before);
  }, 120_000);

  it("begins anew with other code, and says so", async () => {
    const child = await start("loan-officers@1");
    for (let n = 0; n < 1_000 && ((await saved()) ?? 0) === 0; n += 1) await sleep(2);
    await killProcess(child);
    expect(await saved()).toBeGreaterThan(0);
    const officers = lending.products.find(({ name }) => name === "loan-officers")!;
    const other = { ...officers, from: [...officers.from, ...officers.from] };
    const migrate = openDatabase(dutyUrl(mesh.mesh, "lending", "migrate"), { max: 4 });
    const left: LeftRebuild[] = [];
    const projection = createProjection(lending, other, mesh.as("lending", "project"), () => undefined);
    const attempt = () => rebuildProduct(migrate, projection, { onLeft: (each) => left.push(each) });
    for (let n = 0; n < 100; n += 1) {
      const outcome = await attempt().then(
        () => "done",
        (error: Error) => error.message,
      );
      if (!outcome.includes("under way")) break;
      await sleep(20);
    }
    await migrate.end();
    expect(left).toEqual([{ discarded: expect.stringContaining("it was of other code (added: fold") }]);
    expect(await saved()).toBeUndefined();
  });
});
