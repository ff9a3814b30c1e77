import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessEntry } from "./accessLog.ts";
import type { ChainedEntry } from "./entryChain.ts";
import { type FileAccessLog, openFileAccessLog } from "./fileAccessLog.ts";
import { readAccessLog } from "./readAccessLog.ts";

let directory: string;
let path: string;
const open: FileAccessLog[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "datamesh-access-"));
  path = join(directory, "access.ndjson");
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((log) => log.stop()));
  await rm(directory, { recursive: true, force: true });
});

async function opened(at = path): Promise<FileAccessLog> {
  const log = await openFileAccessLog(at);
  open.push(log);
  return log;
}

const entry = (requestId: string): AccessEntry => ({
  time: "2026-11-23T12:00:00.000Z",
  requestId,
  consumer: "ada",
  client: null,
  product: "customer-profiles@1",
  decision: "mask",
  because: "role analyst",
  purpose: null,
  fields: ["country"],
  masked: ["email"],
  denied: [],
});

async function read(at = path) {
  const lines = [];
  for await (const line of readAccessLog(at)) lines.push(line);
  return {
    requests: lines.flatMap((each) => (each.entry ? [each.entry.requestId] : [])),
    damage: lines.flatMap((each) => (each.damage ? [`${each.damage.line}: ${each.damage.reason}`] : [])),
  };
}
const lines = async (): Promise<readonly string[]> => (await readFile(path, "utf8")).split("\n").slice(0, -1);

describe("an access log in a file", () => {
  it("holds what was recorded, a line each, for its owner's eyes only", async () => {
    const log = await opened();
    await log.record([entry("r1"), entry("r2")]);
    const [first, second] = (await lines()).map((line) => JSON.parse(line) as ChainedEntry);
    expect(first).toMatchObject({ ...entry("r1"), number: 1, previous: "0".repeat(64) });
    expect(second).toMatchObject({ ...entry("r2"), number: 2, previous: first?.hash });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("keeps what others could read from them from now on", async () => {
    await writeFile(path, "");
    await chmod(path, 0o644);
    await opened();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("keeps the order of what is recorded at the same time, and loses nothing", async () => {
    const log = await opened();
    const ids = Array.from({ length: 200 }, (_, index) => `r${index}`);
    await Promise.all(ids.map((id) => log.record([entry(id)])));
    expect(await read()).toEqual({ requests: ids, damage: [] });
  });

  it("goes on where an earlier process ended", async () => {
    const before = await openFileAccessLog(path);
    await before.record([entry("r1")]);
    await before.stop();
    await (await opened()).record([entry("r2")]);
    expect(await read()).toEqual({ requests: ["r1", "r2"], damage: [] });
  });

  it("may be shared by several gateways", async () => {
    const [one, other] = [await opened(), await opened()];
    for (const [log, id] of [
      [one, "r1"],
      [other, "r2"],
      [one, "r3"],
      [other, "r4"],
    ] as const)
      await log.record([entry(id)]);
    expect(await read()).toEqual({ requests: ["r1", "r2", "r3", "r4"], damage: [] });
  });

  it.each(["\u2028", "\u2029", "\u0085", "\r", "\r\n"])(
    "reads a line whose text holds %j as one",
    async (end) => {
      const log = await opened();
      await log.record([{ ...entry("r1"), consumer: `ada${end}eve` }, entry("r2")]);
      await (await opened()).record([entry("r3")]);
      expect(await read()).toEqual({ requests: ["r1", "r2", "r3"], damage: [] });
    },
  );

  it("begins a new file when it was moved away, which goes on from the old one", async () => {
    const log = await opened();
    await log.record([entry("r1")]);
    await rename(path, `${path}.1`);
    await log.record([entry("r2")]);
    expect(await read(`${path}.1`)).toEqual({ requests: ["r1"], damage: [] });
    expect(await read()).toEqual({ requests: ["r2"], damage: [] });
    const [old] = (await readFile(`${path}.1`, "utf8")).split("\n");
    expect((await lines())[0]).toContain(`"previous":"${(JSON.parse(old ?? "") as ChainedEntry).hash}"`);
  });

  it("that several share is moved away under all of them at once, and each file is whole", async () => {
    const logs = await Promise.all([opened(), opened(), opened()]);
    for (let turn = 0; turn < 10; turn++) {
      await Promise.all(logs.map((log, index) => log.record([entry(`r${turn}-${index}`)])));
      expect((await read()).damage).toEqual([]);
      expect(await lines()).toHaveLength(3);
      await rename(path, `${path}.${turn}`);
    }
  });

  it("holds whole lines however much several write into it at once", async () => {
    const logs = await Promise.all([opened(), opened()]);
    const many = Array.from({ length: 2_500 }, (_, index) => entry(`r${index}`));
    await Promise.all(logs.flatMap((log) => [log.record(many), log.record([entry("last")])]));
    const { requests, damage } = await read();
    expect([requests.length, damage]).toEqual([5_002, []]);
  });

  it("that cannot be opened says so, and what to do", async () => {
    await expect(openFileAccessLog(join(directory, "missing", "access.ndjson"))).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining("(ENOENT): DATAMESH_ACCESS_LOG names another"),
    });
  });

  it("rejects what it cannot write", async () => {
    const log = await openFileAccessLog("/dev/full");
    await expect(log.record([entry("r1")])).rejects.toMatchObject({ code: "ENOSPC" });
    await log.stop();
  });

  it("begins on a line of its own after one that was cut off, and tells that one", async () => {
    const before = await openFileAccessLog(path);
    await before.record([entry("r1")]);
    await before.stop();
    await writeFile(path, '{"time":"2026', { flag: "a" });
    await (await opened()).record([entry("r2")]);
    expect(await read()).toEqual({ requests: ["r1", "r2"], damage: ["2: it is no whole entry"] });
  });
});

describe("reading an access log", () => {
  const written = async (): Promise<readonly string[]> => {
    const log = await opened();
    for (const id of ["r1", "r2", "r3"]) await log.record([entry(id)]);
    return lines();
  };
  const damageOf = async (changed: readonly string[]) => {
    await writeFile(path, changed.map((line) => `${line}\n`).join(""));
    return (await read()).damage;
  };

  it("finds a line that was changed", async () => {
    const [first = "", second = "", third = ""] = await written();
    expect(await damageOf([first, second.replace('"ada"', '"eve"'), third])).toEqual(["2: it was changed"]);
  });

  it("finds that a line is missing", async () => {
    const [first = "", , third = ""] = await written();
    expect(await damageOf([first, third])).toEqual(["2: lines before it are missing or were changed"]);
  });

  it("finds lines in another order", async () => {
    const [first = "", second = "", third = ""] = await written();
    expect((await damageOf([first, third, second])).length).toBeGreaterThan(0);
  });

  it("finds that the end of an earlier process's lines is missing", async () => {
    const before = await openFileAccessLog(path);
    for (const id of ["r1", "r2"]) await before.record([entry(id)]);
    await before.stop();
    await (await opened()).record([entry("r3")]);
    const [first = "", , third = ""] = await lines();
    expect(await damageOf([first, third])).toEqual(["2: lines before it are missing or were changed"]);
  });
});
