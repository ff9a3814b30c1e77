import type { Standing } from "@datamesh/kernel/projection";
import fc from "fast-check";
import { changedRowsBoard } from "./changedRowsBoard.ts";

const at = (position: number, generation = 1): Standing => ({
  position,
  revision: { generation, cut: position, epoch: 0 },
});

/** A product that stands at a position, and moves. */
function moving(position = 10) {
  const board = changedRowsBoard();
  let standing = at(position);
  board.moved("people@1", undefined, standing, undefined);
  return {
    board,
    move: (to: Standing, rows?: readonly string[], after = standing.position): void => {
      board.moved("people@1", standing, to, rows && { after, rows });
      standing = to;
    },
    mayHave: (row: string, behind: number): boolean => board.mayHaveChanged("people@1", row, behind),
  };
}

describe("rows that changed", () => {
  test("are those that were told of, behind positions before that", () => {
    const { move, mayHave } = moving();
    move(at(11), ["ada"]);
    move(at(12), ["bob"]);
    expect([10, 11, 12].map((behind) => mayHave("ada", behind))).toEqual([true, false, false]);
    expect([10, 11, 12].map((behind) => mayHave("bob", behind))).toEqual([true, true, false]);
    expect(mayHave("cas", 10)).toBe(false);
    expect(mayHave("cas", 9)).toBe(true);
  });

  test.each([
    ["nobody tells which", (m: ReturnType<typeof moving>) => m.move(at(11))],
    ["the product is of another generation", (m) => m.move(at(11, 2), ["ada"])],
    ["there is a gap in what is told", (m) => m.move(at(13), ["ada"], 12)],
    ["the product went back", (m) => (m.move(at(5), ["ada"]), m.move(at(11), ["ada"], 11))],
  ] satisfies [string, (m: ReturnType<typeof moving>) => void][])("may be all when %s", (_case, make) => {
    const moved = moving();
    make(moved);
    expect(moved.mayHave("cas", 10)).toBe(true);
    expect(moved.board.changedBehind("people@1", 10)).toBeUndefined();
  });

  test("may be all of a product that was never heard of", () => {
    const board = changedRowsBoard();
    expect(board.mayHaveChanged("people@1", "ada", 0)).toBe(true);
    expect(board.changedBehind("people@1", 0)).toBeUndefined();
  });

  test("are told on, if they are not too many", () => {
    const { board, move } = moving();
    move(at(11), ["ada", "bob"]);
    move(at(12), ["ada"]);
    expect(board.changedBehind("people@1", 10)?.toSorted()).toEqual(["ada", "bob"]);
    expect(board.changedBehind("people@1", 11)).toEqual(["ada"]);
    expect(board.changedBehind("people@1", 12)).toEqual([]);
    move(
      at(600),
      Array.from({ length: 588 }, (_, index) => `many-${index}`),
    );
    expect(board.changedBehind("people@1", 12)).toBeUndefined();
  });

  test("are asked for while somebody asks, and for some moves after", () => {
    const { board, move, mayHave } = moving();
    expect(board.isAsked("people@1")).toBe(false);
    mayHave("ada", 10);
    move(at(11), []);
    expect(board.isAsked("people@1")).toBe(true);
    for (let position = 12; position < 40; position += 1) move(at(position), []);
    expect(board.isAsked("people@1")).toBe(false);
  });

  test("are never forgotten without saying so, however many there are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(9_000), { maxLength: 800 }), { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.nat(9_000)),
        (moves, asked) => {
          const { move, mayHave } = moving(0);
          const last = new Map<string, number>();
          let position = 0;
          for (const rows of moves) {
            if (rows.length === 0) continue;
            const keys = rows.map((row) => `${row}`);
            position += rows.length;
            move(at(position), keys);
            for (const key of keys) last.set(key, position);
          }
          for (const row of asked.take(200)) {
            for (const behind of [0, Math.floor(position / 2), position]) {
              if ((last.get(`${row}`) ?? -1) > behind) expect(mayHave(`${row}`, behind)).toBe(true);
            }
          }
          expect(mayHave("nobody", position)).toBe(false);
        },
      ),
      { numRuns: 30 },
    );
  });
});
