import type { Queryable } from "../database.ts";
import { statementsHash } from "./statementsHash.ts";

const asking =
  (...statements: readonly (readonly [text: string, ...values: unknown[]])[]) =>
  async (connection: Queryable): Promise<void> => {
    for (const [text, ...values] of statements) await connection.query({ text, values });
  };

describe("the hash of statements", () => {
  it("is one for the same statements, with the same values", async () => {
    const [first, second] = [asking(["a", 1], ["b"]), asking(["a", 1], ["b"])];
    expect(await statementsHash(first)).toBe(await statementsHash(second));
  });

  it.each([
    ["another text", asking(["a", 1], ["c"])],
    ["another value", asking(["a", 2], ["b"])],
    ["another order", asking(["b"], ["a", 1])],
    ["one more", asking(["a", 1], ["b"], ["b"])],
  ])("is another for %s", async (_, other) => {
    expect(await statementsHash(other)).not.toBe(await statementsHash(asking(["a", 1], ["b"])));
  });

  it.each([
    ["nothing is found", 0],
    ["something is", 1],
  ])("covers what is asked where %s", async (_, found) => {
    const work = (then: string) => async (connection: Queryable) => {
      const rows = await connection.query({ text: "look" });
      if (rows.length === found) await connection.query({ text: then });
    };
    expect(await statementsHash(work("one"))).not.toBe(await statementsHash(work("other")));
  });
});
