import { serveHttp } from "@datamesh/kernel/graphql";
import type { ProductRef } from "@datamesh/kernel/product";
import type { Standing } from "@datamesh/kernel/projection";
import { announcementBoard } from "./announcementBoard.ts";
import { announcementRoute } from "./announcementRoute.ts";
import { followAnnouncements } from "./followAnnouncements.ts";

const KEY = new Uint8Array(32).fill(1);
/** Milliseconds that every commit is old when it is heard of at its source. */
const AGE = 60_000;
const at = (position: number): Standing => ({
  position,
  revision: { generation: 1, cut: position, epoch: 0 },
});

/** A context that announces its products, and a gateway that follows it. */
async function open(options: { readonly key?: Uint8Array; readonly products?: readonly ProductRef[] } = {}) {
  const source = announcementBoard();
  const stopping = new AbortController();
  const put = (product: ProductRef, position: number): void =>
    source.heardOf({
      context: "registry",
      standings: new Map([[product, at(position)]]),
      ages: new Map([[product, AGE]]),
      at: performance.now(),
    });
  const server = await serveHttp({
    host: "127.0.0.1",
    port: 0,
    routes: announcementRoute({
      context: "registry",
      products: ["people@1", "orders@1"],
      announcements: { ...source, lastHeardAt: () => source.lastHeardAt("people@1") },
      serviceKey: KEY,
      stopping: stopping.signal,
    }),
    onError: () => undefined,
  });
  const board = announcementBoard();
  const failures: string[] = [];
  const stop = followAnnouncements(
    {
      context: "registry",
      addresses: () => [server.url],
      products: () => options.products ?? ["people@1"],
      serviceKey: options.key ?? KEY,
      onHeard: (error) => error !== undefined && failures.push((error as Error).message),
    },
    board,
  );
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const close = async (): Promise<void> => {
    stopping.abort();
    await stop();
    await server.close(0);
  };
  return { put, board, failures, until, close };
}

describe("announcements between processes", () => {
  test("tell where products stand, and each state they come to", async () => {
    const { put, board, until, close } = await open();
    put("people@1", 7);
    await until(() => board.heard().get("people@1")?.position === 7);
    const heardAt = board.lastHeardAt("people@1") ?? 0;
    expect(heardAt).toBeLessThanOrEqual(performance.now());
    put("people@1", 8);
    await until(() => board.heard().get("people@1")?.position === 8);
    expect(board.heard().get("people@1")).toEqual(at(8));
    await close();
  });

  test("tell how long ago the newest commit was, which is of no less when they arrive", async () => {
    const { put, board, until, close } = await open();
    const before = performance.now();
    put("people@1", 7);
    await until(() => board.committedAt("people@1") !== undefined);
    const committed = board.committedAt("people@1") ?? 0;
    // A line tells whole milliseconds, of its own age and of the commit's, rounded up.
    expect(committed).toBeGreaterThanOrEqual(before - AGE - 2);
    expect(committed).toBeLessThanOrEqual(performance.now() - AGE);
    await close();
  });

  test("grow no younger by being told again: what was heard long ago stays so", async () => {
    const { put, board, until, close } = await open();
    const before = performance.now();
    put("people@1", 7);
    await until(() => performance.now() > before + 700);
    expect(board.lastHeardAt("people@1")).toBeLessThan(before + 100);
    await close();
  });

  test("of products of another context count for nothing", async () => {
    const { put, board, until, close } = await open();
    put("orders@1", 99);
    put("people@1", 7);
    await until(() => board.heard().has("people@1"));
    expect(board.heard().has("orders@1")).toBe(false);
    await close();
  });

  test("are for those alone who have the context's key", async () => {
    const { put, board, failures, until, close } = await open({ key: new Uint8Array(32).fill(2) });
    put("people@1", 7);
    await until(() => failures.length > 0);
    expect(failures[0]).toBe("it answers 401");
    expect(board.heard().size).toBe(0);
    await close();
  });
});
