import { cp, lstat, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DataDirectoryLock, lockDataDirectory, lockHolder } from "./instanceLock.ts";

let home: string;
const held: DataDirectoryLock[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "datamesh-lock-"));
});
afterEach(async () => {
  for (const verdict of held.splice(0)) if (verdict.ok) await verdict.release();
  await rm(home, { recursive: true });
});

async function lock(directory = home): Promise<DataDirectoryLock> {
  const verdict = await lockDataDirectory(directory);
  held.push(verdict);
  return verdict;
}

async function release(verdict: DataDirectoryLock): Promise<void> {
  if (!verdict.ok) throw new Error("not held");
  await verdict.release();
}

test("a lock is had once, and again after its release", async () => {
  const first = await lock();
  expect(await lock()).toEqual({ ok: false, holder: process.pid });
  await release(first);
  expect((await lock()).ok).toBe(true);
});

test("of many contenders one wins, round after round", async () => {
  for (let round = 0; round < 20; round += 1) {
    const verdicts = await Promise.all(Array.from({ length: 10 }, () => lock()));
    const winners = verdicts.filter(({ ok }) => ok);
    expect(winners).toHaveLength(1);
    await Promise.all(winners.map(release));
  }
  expect(await readdir(join(home, "lock"))).toEqual(["20"]);
});

test("locks of two directories do not touch each other", async () => {
  expect([await lock(join(home, "a")), await lock(join(home, "b"))]).toMatchObject([
    { ok: true },
    { ok: true },
  ]);
});

describe("where the path is too long for a socket", () => {
  const deep = () => join(home, "d".repeat(60), "e".repeat(60));
  const socketsNear = async () =>
    (await readdir(join(deep(), "lock"))).filter((name) => name.endsWith(".sock"));

  test("the socket lies elsewhere and the lock holds all the same", async () => {
    const first = await lock(deep());
    expect(first.ok).toBe(true);
    expect(await socketsNear()).toEqual([]);
    expect(await lock(deep())).toEqual({ ok: false, holder: process.pid });
    await release(first);
    expect((await lock(deep())).ok).toBe(true);
  });

  test("a copy of a locked directory is not locked", async () => {
    await lock(deep());
    const copy = join(home, "f".repeat(60), "g".repeat(60));
    await mkdir(copy, { recursive: true });
    await cp(join(deep(), "lock"), join(copy, "lock"), { recursive: true, verbatimSymlinks: true });
    expect((await lstat(join(copy, "lock/1"))).isSymbolicLink()).toBe(true);
    expect((await lock(copy)).ok).toBe(true);
  });
});

test("a directory moved under a longer path can be locked there", async () => {
  await release(await lock(join(home, "mesh")));
  await mkdir(join(home, "d".repeat(60)));
  const moved = join(home, "d".repeat(60), "e".repeat(60));
  await rename(join(home, "mesh"), moved);
  expect((await lock(moved)).ok).toBe(true);
});

test("who has a lock can be asked without taking it", async () => {
  expect(await lockHolder(join(home, "mesh"))).toBeUndefined();
  const taken = await lock(join(home, "mesh"));
  expect(await lockHolder(join(home, "mesh"))).toEqual({ pid: process.pid });
  await release(taken);
  expect(await lockHolder(join(home, "mesh"))).toBeUndefined();
});

test("a directory in which nothing can be made is an error that names it", async () => {
  await writeFile(join(home, "file"), "");
  await expect(lockDataDirectory(join(home, "file"))).rejects.toThrow(`${join(home, "file")} cannot be made`);
});
