import type { ProductRef } from "@datamesh/kernel/product";
import type { Standing } from "@datamesh/kernel/projection";
import { announcementBoard } from "./announcementBoard.ts";

const at = (position: number, revision: Partial<Standing["revision"]> = {}): Standing => ({
  position,
  revision: { generation: 1, cut: position, epoch: 0, ...revision },
});
const people = (standing: Standing): ReadonlyMap<ProductRef, Standing> => new Map([["people@1", standing]]);

describe("the board of announcements", () => {
  test("tells the newest state that was heard of a product, and never an older one", () => {
    const board = announcementBoard();
    board.heardOf({ context: "registry", standings: people(at(5)), at: 10 });
    board.announced("people@1", at(7), 20);
    board.heardOf({ context: "registry", standings: people(at(6)), at: 30 });
    expect(board.heard().get("people@1")).toEqual(at(7));
  });

  test("calls a listener once for each newer state, and not after it has stopped listening", () => {
    const board = announcementBoard();
    const told: string[] = [];
    const stop = board.onRevision((product, { position, revision }) =>
      told.push(`${product} ${position} e${revision.epoch}`),
    );
    board.announced("people@1", at(7), 1);
    board.heardOf({ context: "registry", standings: people(at(7)), at: 2 });
    board.announced("people@1", at(7, { epoch: 1 }), 3);
    board.announced("people@1", at(6, { epoch: 1 }), 4);
    stop();
    board.announced("people@1", at(8), 5);
    expect(told).toEqual(["people@1 7 e0", "people@1 7 e1"]);
  });

  test("knows up to when a context was heard, for each of its products", () => {
    const board = announcementBoard();
    expect(board.lastHeardAt("people@1")).toBeUndefined();
    board.heardOf({ context: "registry", standings: people(at(1)), at: 10 });
    board.heardOf({ context: "shop", standings: new Map([["orders@1", at(1)]]), at: 99 });
    expect(board.lastHeardAt("people@1")).toBe(10);
    board.announced("people@1", at(2), 25);
    board.heardOf({ context: "registry", standings: people(at(2)), at: 20 });
    expect(board.lastHeardAt("people@1")).toBe(25);
  });

  test("an announcement alone does not say when a product's context was heard whole", () => {
    const board = announcementBoard();
    board.announced("people@1", at(2), 25);
    expect(board.heard().get("people@1")).toEqual(at(2));
    expect(board.lastHeardAt("people@1")).toBeUndefined();
  });
});
