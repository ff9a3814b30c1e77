import fc from "fast-check";
import { sampleCustomers, sampleLending } from "./testing/sampleContexts.ts";
import { describe as describeProduct } from "../../product/index.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { parseOrder } from "./ordering.ts";

const loans = describeProduct(sampleLending, sampleLending.products[0]!);
const profiles = describeProduct(sampleCustomers, sampleCustomers.products[0]!);
const ordering = parseOrder(loans, [{ field: "score", direction: "DESC" }, { field: "comment" }]);
const row = { applicationId: "a1", score: 700, comment: null, amount: "1.00" };
const cut = { generation: 2, position: 41, epoch: 1 };
const cursor = writeCursor(loans, ordering, row, cut);

const altered = (change: (content: unknown[]) => unknown): string => {
  const content = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
  return Buffer.from(JSON.stringify(change(content))).toString("base64url");
};
const withValues = (...values: unknown[]): string =>
  altered(([version, hash, , told]) => [version, hash, values, told]);

describe("a cursor", () => {
  it("is opaque text that says where a row stands, by the values of its order", () => {
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(readCursor(loans, ordering, cursor, "after")).toEqual({ values: [700, null, "a1"], cut });
  });

  it("is pinned to nothing where the rows have no cut, and where an earlier release wrote it", () => {
    const place = { values: [700, null, "a1"] };
    expect(readCursor(loans, ordering, writeCursor(loans, ordering, row), "after")).toEqual(place);
    const earlier = altered(([, hash, values]) => [1, hash, values]);
    expect(readCursor(loans, ordering, earlier, "after")).toEqual(place);
  });

  it("keeps every value exactly", () => {
    const values = fc.tuple(
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      fc.string({ unit: "grapheme" }),
    );
    fc.assert(
      fc.property(values, ([score, comment]) => {
        const place = { applicationId: "a1", score, comment };
        const read = readCursor(loans, ordering, writeCursor(loans, ordering, place), "after");
        expect(read).toEqual({ values: [score, comment, "a1"] });
      }),
    );
  });

  it.each([
    ["another direction", loans, [{ field: "score" }, { field: "comment" }]],
    ["another order", loans, [{ field: "comment" }]],
    ["another product", profiles, []],
  ])("of %s is refused", (_what, product, orderBy) => {
    expect(() => readCursor(product, parseOrder(product, orderBy), cursor, "before")).toThrow(
      expect.objectContaining({
        code: "BAD_USER_INPUT",
        message: expect.stringContaining(
          "before is a cursor of another product or another orderBy",
        ) as string,
      }),
    );
  });

  it.each(
    [
      ["", "abc", "a b", "!!!", "e30", "bnVsbA", "WzFd", `${cursor}=`].map((text) => [text]),
      [
        altered(([, ...rest]) => [3, ...rest]),
        altered(([, ...rest]) => [1, ...rest]),
        altered(([version, hash, values]) => [version, hash, values, "g1.p-1.e0"]),
        altered(([version, hash, values]) => [version, hash, values, { position: 1 }]),
        altered((content) => [...content, 1]),
        altered(() => ({})),
        withValues(700, null),
        withValues(700, null, "a1", "a2"),
        withValues(700, null, null),
        withValues("700", null, "a1"),
        withValues(7.5, null, "a1"),
        withValues(700, "\u0000", "a1"),
        withValues(700, null, "\ud800"),
        withValues({ toString: "x" }, null, "a1"),
      ].map((text) => [text]),
    ].flat(),
  )("made of %j is refused", (text) => {
    expect(() => readCursor(loans, ordering, text, "after")).toThrow(
      expect.objectContaining({
        code: "BAD_USER_INPUT",
        message: "after is not a cursor: pass one that this connection answered",
      }),
    );
  });

  it("never fails otherwise, whatever it is made of", () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, json) => {
        for (const made of [text, Buffer.from(JSON.stringify(json)).toString("base64url")]) {
          expect(() => readCursor(loans, ordering, made, "after")).toThrow(
            expect.objectContaining({ code: "BAD_USER_INPUT" }),
          );
        }
      }),
    );
  });

  it("carries what a row is ordered by and nothing else of it", () => {
    const person = { customerId: "c1", name: "Ada", nationalId: "NL-1", country: "NL" };
    const text = writeCursor(profiles, parseOrder(profiles, [{ field: "country" }]), person);
    const [, , values] = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown[];
    expect(values).toEqual(["NL", "c1"]);
  });
});
