import { watchStandings } from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";
import { type ChangedRows, rowHash } from "@datamesh/kernel/projection";
import { put, shelf, take } from "../support/cutContexts.ts";
import { come, hotel } from "../support/guestContexts.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

let mesh: TestMesh;
beforeEach(async () => (mesh = await startTestMesh([shelf, hotel])));
afterEach(() => mesh.stop());

const write = async (context: string, ...events: readonly object[]): Promise<void> => {
  await mesh.append(context, ...events);
  await mesh.catchUp(1_000);
};

/** Hashes of the rows that changed behind a position and up to another, as a context's reader is told. */
async function changed(context: string, product: string, after: number, upTo: number) {
  const [row] = await mesh.as(context, "read").query({
    text: `select ${context}.changed_rows($1, 1, $2, $3) as rows`,
    values: [product, after, upTo],
  });
  return row?.["rows"]?.split(" ").toSorted() ?? null;
}

const hashes = (...keys: readonly string[]): readonly string[] => keys.map(rowHash).toSorted();

describe("a context tells which rows of a product changed", () => {
  it("from a position to another, whatever happened to them, by hashes of their keys", async () => {
    await write("shelf", put("a", 1), put("ö", 2), take("a"), put("c", 1));
    expect(await changed("shelf", "items", 0, 2)).toEqual(hashes("a", "ö"));
    expect(await changed("shelf", "items", 2, 4)).toEqual(hashes("a", "c"));
  });

  it("whose keys are kept in envelopes", async () => {
    await write("hotel", come("ada", 1), come('"|\\', 1));
    expect(await changed("hotel", "guests", 0, 2)).toEqual(hashes("ada", '"|\\'));
  });

  it("or nothing where it cannot tell all of them", async () => {
    await write("shelf", ...Array.from({ length: 520 }, (_, index) => put(`i-${index}`, 1)));
    expect(await changed("shelf", "items", 8, 520)).toHaveLength(512);
    expect(await changed("shelf", "items", 7, 520)).toBeNull();
    expect(await changed("shelf", "items", 519, 521)).toBeNull();
    expect(await changed("shelf", "nothing", 0, 1)).toBeNull();
    await mesh.admin.query({ text: "delete from shelf_store.items_v1_g1_history where position = 511" });
    expect(await changed("shelf", "items", 509, 512)).toBeNull();
    expect(await changed("shelf", "items", 511, 513)).toHaveLength(2);
    await write("shelf", put('0||"a"', 1));
    expect(await changed("shelf", "items", 520, 521)).toBeNull();
  });

  it("or nothing where a changed declaration has left the table behind", async () => {
    await write("shelf", put("a", 1));
    for (const column of ["key_sealed = true", "key_sealed = false, key_column = 'nothing'"]) {
      await mesh.admin.query({ text: `update shelf_store.checkpoints set ${column}` });
      expect(await changed("shelf", "items", 0, 1)).toBeNull();
    }
  });

  it("or nothing of a product that keeps no history", async () => {
    await write("shelf", put("a", 1));
    await mesh.admin.query({ text: "update shelf_store.checkpoints set keeps_history = false" });
    expect(await changed("shelf", "items", 0, 1)).toBeNull();
  });

  it("to its readers alone", async () => {
    const asked = mesh.as("shelf", "project").query({ text: "select shelf.changed_rows('items', 1, 0, 1)" });
    await expect(asked).rejects.toThrow("permission denied");
  });
});

describe("who watches where products stand", () => {
  const heard = async (asks: boolean): Promise<ReadonlyMap<ProductRef, ChangedRows>> => {
    let next: (changes: ReadonlyMap<ProductRef, ChangedRows>) => void = () => undefined;
    let position = -1;
    const stop = await watchStandings(mesh.as("shelf", "read"), ["shelf"], {
      stood: (_context, standings, _at, _ages, changes) => {
        const now = standings.get("items@1")?.position ?? 0;
        if (position >= 0 && now > position) next(changes);
        position = now;
      },
      asksWhichRows: () => asks,
      failed: () => undefined,
    });
    try {
      while (position < 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const changes = new Promise<ReadonlyMap<ProductRef, ChangedRows>>((resolve) => (next = resolve));
      await write("shelf", put("a", performance.now() | 0));
      return await changes;
    } finally {
      await stop();
    }
  };

  it("is told which rows changed on the way there, if it asks", async () => {
    await write("shelf", put("b", 1));
    expect(await heard(true)).toEqual(new Map([["items@1", { after: 1, rows: [rowHash("a")] }]]));
    expect(await heard(false)).toEqual(new Map());
  });

  it("hears of a context that an earlier release has migrated, and not which rows", async () => {
    await mesh.admin.query({ text: "drop function shelf.changed_rows" });
    expect(await heard(true)).toEqual(new Map());
  });
});
