import { createHash } from "node:crypto";
import { logDirectory, record } from "./testing/logDirectory.ts";

let place: Awaited<ReturnType<typeof logDirectory>>;
beforeEach(async () => {
  place = await logDirectory();
});
afterEach(() => place.remove());

const MISSING = "lines before it are missing or were changed";
const damageOf = async (changed: readonly string[]): Promise<readonly string[]> => {
  await place.put(changed);
  return (await place.read()).damage;
};

/** A log in which every line has a hash of its own, as all were written before hashes were of whole writes. */
function linesOfOld(chain: string, before: string, ids: readonly string[]): readonly string[] {
  let previous = before;
  return ids.map((requestId, index) => {
    const content = JSON.stringify({ requestId, consumer: "ada", chain, number: index + 1, previous });
    const hash = createHash("sha256").update(content).digest("hex");
    previous = hash;
    return `${content.slice(0, -1)},"hash":"${hash}"}`;
  });
}

describe("of lines that were written alone, reading an access log", () => {
  const written = async (): Promise<readonly string[]> => {
    await place.wrote(["r1"], ["r2"], ["r3"]);
    return place.lines();
  };

  it("finds one that was changed", async () => {
    const [first = "", second = "", third = ""] = await written();
    expect(await damageOf([first, second.replace('"ada"', '"eve"'), third])).toEqual(["2: it was changed"]);
  });

  it("finds that one is missing", async () => {
    const [first = "", , third = ""] = await written();
    expect(await damageOf([first, third])).toEqual([`2: ${MISSING}`]);
  });

  it("finds them in another order", async () => {
    const [first = "", second = "", third = ""] = await written();
    expect((await damageOf([first, third, second])).length).toBeGreaterThan(0);
  });

  it("finds that the end of an earlier process's are missing", async () => {
    await place.wrote(["r1"], ["r2"]);
    await record(await place.opened(), "r3");
    const [first = "", , third = ""] = await place.lines();
    expect(await damageOf([first, third])).toEqual([`2: ${MISSING}`]);
  });
});

describe("of lines that were written together, reading an access log", () => {
  /** Lines 2 to 5 are one write, 6 and 7 the next. */
  const written = async (): Promise<readonly string[]> => {
    await place.wrote(["r1"], ["r2", "r3", "r4", "r5"], ["r6", "r7"]);
    return place.lines();
  };
  const upTo = (from: number, to: number): string =>
    `${from}: a line from here to ${to} was changed, or lines there are missing or were added`;

  it("finds nothing where they are as they were written", async () => {
    expect(await damageOf(await written())).toEqual([]);
  });

  it.each([2, 3, 5])(
    "finds that line %i was changed, in so far as it says among which it is",
    async (line) => {
      const changed = [...(await written())];
      changed[line - 1] = changed[line - 1]?.replace('"ada"', '"eve"') ?? "";
      expect(await damageOf(changed)).toEqual([upTo(2, 5)]);
    },
  );

  it.each([2, 3, 4])("finds that line %i is missing", async (line) => {
    expect(await damageOf((await written()).toSpliced(line - 1, 1))).toEqual([upTo(2, 4)]);
  });

  it("finds that the line that has their hash is missing", async () => {
    expect(await damageOf((await written()).toSpliced(4, 1))).toEqual([upTo(2, 6)]);
  });

  it("finds that all but the line with their hash are missing", async () => {
    expect(await damageOf((await written()).toSpliced(1, 3))).toEqual([
      "2: it was changed, or lines before it are missing",
    ]);
  });

  it("finds that a whole write is missing", async () => {
    expect(await damageOf((await written()).toSpliced(1, 4))).toEqual([`2: ${MISSING}`]);
  });

  it("finds two in each other's place", async () => {
    const [first = "", second = "", third = "", ...rest] = await written();
    expect(await damageOf([first, third, second, ...rest])).toEqual([upTo(2, 5)]);
  });

  it("finds whole writes in each other's place", async () => {
    const [first = "", ...rest] = await written();
    expect((await damageOf([first, ...rest.slice(4), ...rest.slice(0, 4)])).length).toBeGreaterThan(0);
  });

  it("finds one that stands in another write than its own", async () => {
    const [first = "", second = "", ...rest] = await written();
    expect(await damageOf([first, ...rest.slice(0, 3), second, ...rest.slice(3)])).toEqual([
      upTo(2, 4),
      upTo(5, 7),
    ]);
  });

  it("finds one that was added, be it a copy, with its hash or without", async () => {
    const lines = await written();
    expect(await damageOf(lines.toSpliced(3, 0, lines[2] ?? ""))).toEqual([upTo(2, 6)]);
    expect((await damageOf(lines.toSpliced(3, 0, lines[0] ?? ""))).length).toBeGreaterThan(0);
    expect(await damageOf(lines.toSpliced(5, 0, lines[2] ?? ""))).toEqual([upTo(6, 8)]);
  });

  it("finds one of another writer among them", async () => {
    const lines = await written();
    const [foreign = ""] = linesOfOld("another", "0".repeat(64), ["x1"]);
    expect(await damageOf(lines.toSpliced(3, 0, foreign))).toEqual([
      expect.stringMatching(/^2: no hash vouches for lines from here to 3/),
      upTo(5, 6),
    ]);
  });

  it("finds that the file was cut off among them", async () => {
    const lines = await written();
    expect(await damageOf(lines.slice(0, 6))).toEqual([
      expect.stringMatching(/^6: no hash vouches for it: /),
    ]);
    expect(await damageOf(lines.slice(0, 4))).toEqual([
      expect.stringMatching(/^2: no hash vouches for lines from here to 4: /),
    ]);
  });

  it("reads what is wrong all the same, as far as it is an entry", async () => {
    await place.put((await written()).toSpliced(2, 1, "no entry"));
    const { requests, damage } = await place.read();
    expect(requests).toEqual(["r1", "r2", "r4", "r5", "r6", "r7"]);
    expect(damage).toEqual(["3: it is no whole entry", upTo(2, 5)]);
  });
});

describe("an access log that was begun when every line had a hash of its own", () => {
  const old = linesOfOld("before", "0".repeat(64), ["o1", "o2", "o3"]);

  it("is read as it was", async () => {
    expect(await damageOf(old)).toEqual([]);
    expect(await damageOf(old.toSpliced(1, 1))).toEqual([`2: ${MISSING}`]);
    expect(await damageOf(old.toSpliced(1, 1, old[1]?.replace("ada", "eve") ?? ""))).toEqual([
      "2: it was changed",
    ]);
  });

  it("is gone on with, and read as a whole", async () => {
    await place.put(old);
    await place.wrote(["r1", "r2"], ["r3"]);
    expect(await place.read()).toEqual({ requests: ["o1", "o2", "o3", "r1", "r2", "r3"], damage: [] });
    expect(await damageOf((await place.lines()).toSpliced(2, 1))).toEqual([`3: ${MISSING}`]);
  });
});

describe("an access log of two writers", () => {
  /** Lines 1 and 2 are of one, 3 to 5 of the other, 6 and 7 of the one again, 8 of the other. */
  const written = async (): Promise<readonly string[]> => {
    const [one, other] = [await place.opened(), await place.opened()];
    await record(one, "a1", "a2");
    await record(other, "b1", "b2", "b3");
    await record(one, "a3", "a4");
    await record(other, "b4");
    return place.lines();
  };

  it("is whole when it is as they wrote it", async () => {
    expect(await damageOf(await written())).toEqual([]);
  });

  it("shows what is missing of one of them", async () => {
    const lines = await written();
    expect(await damageOf(lines.toSpliced(5, 2))).toEqual([]);
    expect(await damageOf(lines.toSpliced(2, 3))).toEqual([`5: ${MISSING}`]);
    expect(await damageOf(lines.toSpliced(4, 1))).toEqual([
      expect.stringMatching(/^3: no hash vouches for lines from here to 4: /),
      `7: ${MISSING}`,
    ]);
  });
});
