import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Sealer, type SealerState, sealBatch, startSealer } from "@datamesh/kernel/postgres/seals";
import { type Seal, sealKey } from "@datamesh/kernel/seal";
import { createRandom } from "../../cli/sample/random.ts";
import { secretOf, type SealedLog, startSealedLog } from "../support/sealedLog.ts";

describe("a sealer", () => {
  let log: SealedLog;
  let sealers: Sealer[];
  let states: SealerState[];
  beforeEach(async () => {
    log = await startSealedLog();
    sealers = [];
    states = [];
  });
  afterEach(async () => {
    await Promise.all(sealers.map((sealer) => sealer.stop()));
    await log.stop();
  });

  const start = (path = log.sealing.path): Sealer => {
    const sealer = startSealer(
      { ...log.sealing, path },
      { pollMilliseconds: 20, gatherMilliseconds: 20, onState: (state) => states.push(state) },
    );
    sealers.push(sealer);
    return sealer;
  };
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    const deadline = Date.now() + 30_000;
    while (!(await isSo())) {
      if (Date.now() > deadline) throw new Error(`it never was so: ${isSo.toString()}`);
      await sleep(5);
    }
  };
  const seals = async (): Promise<readonly Seal[]> =>
    (await log.lines()).slice(1).map((line) => JSON.parse(line) as Seal);

  it("seals what is appended, and says how far it is", async () => {
    const sealer = start();
    await log.append(3);
    await until(() => sealer.state().sealed === 3);
    await log.append(2);
    sealer.wake();
    await until(() => sealer.state().sealed === 5);
    expect(sealer.state()).toEqual({ context: "models", status: "SEALING", head: 5, sealed: 5 });
    expect(await log.verify()).toMatchObject({ intact: true, sealed: 5 });
  });

  it("needs no wake-up, and begins a file for a log that is empty", async () => {
    start();
    await until(async () => (await readFile(log.sealing.path, "utf8").catch(() => "")) !== "");
    expect(await log.verify()).toMatchObject({ intact: true, sealed: 0, head: 0, lastSeal: { seal: 0 } });
  });

  it("seals a log that is older than its seals from its beginning, so many events in each", async () => {
    await log.append(1_200);
    await log.append(1_000);
    const sealer = start();
    await until(() => sealer.state().sealed === 2_200);
    expect((await seals()).map(({ first, last }) => [first, last])).toEqual([
      [1, 1_000],
      [1_001, 2_000],
      [2_001, 2_200],
    ]);
    expect(await log.verify()).toMatchObject({ intact: true, sealed: 2_200 });
    await log.attack("update models.models_events set event_version = 2 where seq_id = 1973");
    expect(await log.verify()).toMatchObject({
      tampering: [{ kind: "ALTERED", position: 1_973, eventId: "e-1973" }],
    });
  });

  it("writes one chain when several seal at once", async () => {
    const [one, other] = [start(), start(), start()];
    for (let round = 0; round < 30; round += 1) {
      await log.append(1);
      for (const sealer of sealers) sealer.wake();
      await sleep(5);
    }
    await until(() => one?.state().sealed === 30 && other?.state().sealed === 30);
    expect(await log.verify()).toMatchObject({ intact: true, sealed: 30, passedOver: [] });
    expect((await seals()).map(({ seal }) => seal)).toEqual((await seals()).map((_, index) => index + 1));
  });

  it("makes no appender wait, whatever it waits for itself", async () => {
    await log.append(1);
    await log.sealing.database.transaction(async (transaction) => {
      await transaction.query({ text: "select * from models.lock_seal()" });
      expect(await sealBatch(log.sealing)).toEqual({ kind: "ELSEWHERE" });
      await log.append(1);
    });
    expect(await log.seal()).toMatchObject({ kind: "SEALED", sealed: 2 });
  });

  it("goes on after a line that was cut off, and after one that the database does not know of yet", async () => {
    await log.append(5);
    await log.seal();
    const [record] = await log.mesh.rows("models.models_events_seal");
    await log.append(5);
    await log.seal();
    // As if it had been killed after the file was synced, and then while writing.
    await log.attack(
      `update models.models_events_seal set seal = ${record?.["seal"]}, position = 5, hash = '${record?.["hash"]}'`,
    );
    await appendFile(log.sealing.path, '{"seal":3,"context":"mod');
    await log.append(5);
    expect(await log.verify()).toMatchObject({ intact: true, sealed: 10, unsealed: 5 });
    expect(await log.seal()).toMatchObject({ kind: "SEALED", sealed: 15 });
    expect(await log.verify()).toMatchObject({ intact: true, sealed: 15, passedOver: [4] });
  });

  it("says once that the file cannot be written, and goes on by itself when it can", async () => {
    const directory = join(log.sealing.path, "..", "not", "there");
    const sealer = start(join(directory, "models.seals"));
    await log.append(3);
    await until(() => states.length > 0);
    await sleep(100);
    expect(states).toEqual([
      expect.objectContaining({
        status: "FAILING",
        reason: expect.stringMatching(/cannot be written \(ENOENT\)$/),
      }),
    ]);
    await mkdir(directory, { recursive: true });
    await until(() => sealer.state().sealed === 3);
    expect(states.at(-1)).toMatchObject({ status: "SEALING" });
    expect(states).toHaveLength(2);
  });

  it("seals nothing while its file is away or was changed, says why, and goes on when it is back", async () => {
    await log.append(3);
    await log.seal();
    await rename(log.sealing.path, `${log.sealing.path}.away`);
    const sealer = start();
    await log.append(3);
    await until(() => sealer.state().head === 6);
    expect(sealer.state()).toMatchObject({
      status: "BROKEN",
      sealed: 0,
      reason: expect.stringContaining("does not hold seal 1 as the database remembers it"),
    });
    await rename(`${log.sealing.path}.away`, log.sealing.path);
    await until(() => sealer.state().sealed === 6);
    const text = await readFile(log.sealing.path, "utf8");
    await writeFile(log.sealing.path, text.slice(0, -10));
    await until(() => sealer.state().status === "BROKEN");
    expect(states.map(({ status }) => status)).toEqual(["BROKEN", "SEALING", "BROKEN"]);
  });

  it("does not go on with another key", async () => {
    await log.append(1);
    await log.seal();
    await log.append(1);
    const outcome = await sealBatch({ ...log.sealing, key: sealKey(secretOf("another")) });
    expect(outcome).toMatchObject({
      kind: "BROKEN",
      reason: expect.stringContaining("was signed with another key, or changed"),
    });
  });

  it("does not go on where the log ends before its seals do", async () => {
    await log.append(5);
    await log.seal();
    await log.attack(
      "delete from models.models_events where seq_id > 3",
      "update models.models_events_head set head = 3",
    );
    expect(await log.seal()).toMatchObject({ kind: "LOG_SHORTER", head: 3, sealed: 5 });
  });

  it("does not seal over a gap", async () => {
    await log.append(5);
    await log.attack("delete from models.models_events where seq_id = 3");
    await expect(log.seal()).rejects.toThrow("the log of models has no position 3");
  });

  it("killed with -9 at random points leaves one chain over every event", async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    process.stdout.write(`sealer-kill: seed ${seed}\n`);
    const random = createRandom(seed);
    let appending = true;
    const appended = (async () => {
      while (appending) {
        await log.append(1 + Math.floor(random() * 20));
        await sleep(random() * 5);
      }
    })();
    for (let kill = 0; kill < 4; kill += 1) {
      const children = [await spawnSealer(log), await spawnSealer(log)];
      await sleep(random() * 200);
      for (const child of children) {
        child.kill("SIGKILL");
        await once(child, "exit");
      }
    }
    appending = false;
    await appended;
    expect((await log.verify()).tampering).toEqual([]);
    expect(await log.seal()).toMatchObject({ kind: "SEALED" });
    expect(await log.verify()).toMatchObject({ intact: true, unsealed: 0 });
    expect((await seals()).length).toBeGreaterThan(4);
  }, 240_000);

  describe("in the database", () => {
    it.each(["append", "read"] as const)("the login to %s seals nothing", async (duty) => {
      const run = (text: string) => log.mesh.as("models", duty).query({ text });
      await expect(run("select * from models.lock_seal()")).rejects.toThrow("permission denied");
      await expect(run("select models.record_seal(1, 0, 'x')")).rejects.toThrow("permission denied");
    });

    it("the login to project moves the record forward alone, and not beyond the log", async () => {
      await log.append(5);
      await log.seal();
      const run = (text: string) => log.sealing.database.query({ text });
      for (const call of [
        "record_seal(1, 5, 'x')",
        "record_seal(0, 0, 'x')",
        "record_seal(2, 4, 'x')",
        "record_seal(2, 6, 'x')",
      ]) {
        expect(await run(`select models.${call} as taken`)).toEqual([{ taken: "f" }]);
      }
      for (const text of [
        "update models.models_events_seal set seal = 0",
        "delete from models.models_events_seal",
        "insert into models.models_events_seal default values",
      ]) {
        await expect(run(text)).rejects.toThrow("permission denied");
      }
    });
  });
});

async function spawnSealer({ mesh, sealing }: SealedLog): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("../support/sealerProcess.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    ["--import", "tsx", script, mesh.mesh.url, mesh.mesh.prefix, sealing.path],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, NODE_OPTIONS: "" } },
  );
  await once(child.stdout!, "data");
  return child;
}
