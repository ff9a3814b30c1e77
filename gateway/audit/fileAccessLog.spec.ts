import { chmod, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChainedEntry } from "./entryChain.ts";
import { openFileAccessLog } from "./fileAccessLog.ts";
import { ACCESS, asked, logDirectory, record } from "./testing/logDirectory.ts";

let place: Awaited<ReturnType<typeof logDirectory>>;
beforeEach(async () => {
  place = await logDirectory();
});
afterEach(() => place.remove());

const parsed = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as ChainedEntry);

describe("an access log in a file", () => {
  it("holds what was recorded, a line each, for its owner's eyes only", async () => {
    const log = await place.opened();
    await record(log, "r1");
    await record(log, "r2");
    const [first, second] = parsed(await place.lines());
    const entry = { ...ACCESS, time: "2026-11-23T12:00:00.000Z", consumer: "ada", client: null };
    expect(first).toMatchObject({ ...entry, requestId: "r1", number: 1, previous: "0".repeat(64) });
    expect(second).toMatchObject({ ...entry, requestId: "r2", number: 2, previous: first?.hash });
    expect((await stat(place.path)).mode & 0o777).toBe(0o600);
  });

  it("vouches with the last line of a write for all of it", async () => {
    const log = await place.opened();
    await record(log, "r1");
    await record(log, "r2", "r3", "r4");
    const [before, ...write] = parsed(await place.lines());
    expect(write.map(({ requestId, chain, number }) => [requestId, chain, number])).toEqual(
      ["r2", "r3", "r4"].map((id, index) => [id, before?.chain, index + 2]),
    );
    expect(write.map(({ previous }) => previous)).toEqual([undefined, undefined, before?.hash]);
    expect(write.map(({ hash }) => hash)).toEqual([
      undefined,
      undefined,
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });

  it("says what was accessed as it is when it is recorded, however often", async () => {
    const log = await place.opened();
    const access = { ...ACCESS, fields: ["country"] };
    await log.record([access], asked("r1"));
    access.fields = ["income"];
    await log.record([access, ACCESS], asked("r2"));
    await log.record([ACCESS], {
      ...asked('r"\n3'),
      consumer: { id: 'a"da', roles: [], scopes: [], client: "app" },
    });
    expect(parsed(await place.lines())).toMatchObject([
      { requestId: "r1", fields: ["country"] },
      { requestId: "r2", fields: ["income"] },
      { requestId: "r2", fields: ["country"], consumer: "ada", client: null },
      { requestId: 'r"\n3', fields: ["country"], consumer: 'a"da', client: "app" },
    ]);
  });

  it("keeps what others could read from them from now on", async () => {
    await writeFile(place.path, "");
    await chmod(place.path, 0o644);
    await place.opened();
    expect((await stat(place.path)).mode & 0o777).toBe(0o600);
  });

  it("keeps the order of what is recorded at the same time, and loses nothing", async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `r${index}`);
    await record(await place.opened(), ...ids);
    expect(await place.read()).toEqual({ requests: ids, damage: [] });
  });

  it("goes on where an earlier process ended", async () => {
    await place.wrote(["r1", "r2"]);
    await record(await place.opened(), "r3");
    expect(await place.read()).toEqual({ requests: ["r1", "r2", "r3"], damage: [] });
    const [, before, after] = parsed(await place.lines());
    expect([after?.number, after?.previous]).toEqual([1, before?.hash]);
  });

  it("may be shared by several gateways", async () => {
    const [one, other] = [await place.opened(), await place.opened()];
    await record(one, "r1", "r2");
    await record(other, "r3");
    await record(one, "r4");
    await record(other, "r5", "r6");
    expect(await place.read()).toEqual({ requests: ["r1", "r2", "r3", "r4", "r5", "r6"], damage: [] });
  });

  it.each(["\u2028", "\u2029", "\u0085", "\r", "\r\n", "\ud800", "ü€😀"])(
    "reads a line whose text holds %j as one",
    async (text) => {
      const log = await place.opened();
      await Promise.all([log.record([ACCESS], asked("r1", `ada${text}eve`)), record(log, "r2")]);
      await record(await place.opened(), "r3");
      expect(await place.read()).toEqual({ requests: ["r1", "r2", "r3"], damage: [] });
      expect(parsed(await place.lines())[0]?.consumer).toBe(`ada${text}eve`);
    },
  );

  it("begins a new file when it was moved away, which goes on from the old one", async () => {
    const log = await place.opened();
    await record(log, "r0", "r1");
    await rename(place.path, `${place.path}.1`);
    await record(log, "r2", "r3");
    expect(await place.read(`${place.path}.1`)).toEqual({ requests: ["r0", "r1"], damage: [] });
    expect(await place.read()).toEqual({ requests: ["r2", "r3"], damage: [] });
    const [, old] = parsed((await readFile(`${place.path}.1`, "utf8")).split("\n").slice(0, -1));
    expect((await place.lines())[1]).toContain(`"previous":"${old?.hash}"`);
  });

  it("that several share is moved away under all of them at once, and each file is whole", async () => {
    const logs = await Promise.all([place.opened(), place.opened(), place.opened()]);
    for (let turn = 0; turn < 10; turn++) {
      await Promise.all(logs.map((log, index) => record(log, `r${turn}-${index}`)));
      expect((await place.read()).damage).toEqual([]);
      expect(await place.lines()).toHaveLength(3);
      await rename(place.path, `${place.path}.${turn}`);
    }
  });

  it("holds whole writes however much several write into it at once", async () => {
    const logs = await Promise.all([place.opened(), place.opened()]);
    const many = Array.from({ length: 2_500 }, () => ({ ...ACCESS, because: "€".repeat(100) }));
    await Promise.all(logs.flatMap((log) => [log.record(many, asked("r1")), record(log, "last")]));
    const { requests, damage } = await place.read();
    expect([requests.length, damage]).toEqual([5_002, []]);
    // A hash for each part of so many lines as are written at once.
    const closing = (await place.lines()).filter((line) => line.includes('"hash":'));
    expect(closing.length).toBeGreaterThan(4);
    expect(closing.length).toBeLessThan(12);
  });

  it("that is stopped has written what was recorded before", async () => {
    const log = await openFileAccessLog(place.path);
    const recorded = record(log, "r1");
    await log.stop();
    await recorded;
    expect(await place.read()).toEqual({ requests: ["r1"], damage: [] });
  });

  it("that cannot be opened says so, and what to do", async () => {
    await expect(openFileAccessLog(join(place.directory, "missing", "access.ndjson"))).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining("(ENOENT): DATAMESH_ACCESS_LOG names another"),
    });
  });

  it("rejects what it cannot write", async () => {
    const log = await openFileAccessLog("/dev/full");
    await expect(record(log, "r1")).rejects.toMatchObject({ code: "ENOSPC" });
    await log.stop();
  });

  it("begins on a line of its own after one that was cut off, and tells that one", async () => {
    await place.wrote(["r1"]);
    await writeFile(place.path, '{"time":"2026', { flag: "a" });
    await record(await place.opened(), "r2");
    expect(await place.read()).toEqual({ requests: ["r1", "r2"], damage: ["2: it is no whole entry"] });
  });

  it("begins anew after a write of which only some lines are there, and tells those", async () => {
    await place.wrote(["r1"], ["r2", "r3", "r4"]);
    const [first = "", second = "", third = "", fourth = ""] = await place.lines();
    await writeFile(place.path, [first, second, third, fourth.slice(0, 40)].join("\n"));
    await record(await place.opened(), "r5", "r6");
    const { requests, damage } = await place.read();
    expect(requests).toEqual(["r1", "r2", "r3", "r5", "r6"]);
    expect(damage).toEqual([
      "4: it is no whole entry",
      expect.stringMatching(/^2: no hash .* from here to 3:/),
    ]);
  });
});
