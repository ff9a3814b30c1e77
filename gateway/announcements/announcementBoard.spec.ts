import type { Standing } from "@datamesh/kernel/projection";
import { announcementBoard } from "./announcementBoard.ts";

const at = (position: number, revision: Partial<Standing["revision"]> = {}): Standing => ({
  position,
  revision: { generation: 1, cut: position, epoch: 0, ...revision },
});

function openBoard() {
  const board = announcementBoard();
  const people = (standing: Standing, moment: number): void =>
    board.heardOf({ context: "registry", standings: new Map([["people@1", standing]]), at: moment });
  return { ...board, people };
}

describe("the board of announcements", () => {
  test("tells where a product stands by what was heard of the latest moment", () => {
    const board = openBoard();
    board.people(at(7), 20);
    board.people(at(6), 10);
    expect(board.heard().get("people@1")).toEqual(at(7));
    board.people(at(6), 30);
    expect(board.heard().get("people@1")).toEqual(at(6));
  });

  test("calls a listener once for each state, and not after it has stopped listening", () => {
    const board = openBoard();
    const told: string[] = [];
    const stop = board.onRevision((product, { position, revision }) =>
      told.push(`${product} ${position} e${revision.epoch}`),
    );
    board.people(at(7), 1);
    board.people(at(7), 2);
    board.people(at(7, { epoch: 1 }), 3);
    stop();
    board.people(at(8), 4);
    expect(told).toEqual(["people@1 7 e0", "people@1 7 e1"]);
  });

  test("a listener finds what it is told on the board, and when that was", () => {
    const board = openBoard();
    const found: unknown[] = [];
    board.onRevision((product) => found.push(board.heard().get(product), board.lastHeardAt(product)));
    board.people(at(7), 12);
    expect(found).toEqual([at(7), 12]);
  });

  test("knows up to when a context was heard, for each of its products", () => {
    const board = openBoard();
    expect(board.lastHeardAt("people@1")).toBeUndefined();
    board.people(at(1), 10);
    board.heardOf({ context: "shop", standings: new Map([["orders@1", at(1)]]), at: 99 });
    expect(board.lastHeardAt("people@1")).toBe(10);
    board.heardOf({ context: "registry", standings: new Map(), at: 20 });
    expect(board.lastHeardAt("people@1")).toBe(20);
  });
});
