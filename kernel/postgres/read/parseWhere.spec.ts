import { sampleCustomers, sampleLending } from "./testing/sampleContexts.ts";
import { describe as describeProduct } from "../../product/index.ts";
import { conditionFields } from "./condition.ts";
import { parseWhere } from "./parseWhere.ts";

const loans = describeProduct(sampleLending, sampleLending.products[0]!);
const profiles = describeProduct(sampleCustomers, sampleCustomers.products[0]!);
const refused = (message: string | RegExp) =>
  expect.objectContaining({ code: "BAD_USER_INPUT", message: expect.stringMatching(message) as string });

function failure(where: unknown, product = loans): unknown {
  try {
    return parseWhere(product, where);
  } catch (error) {
    return error;
  }
}

const nested = (depth: number): object =>
  Array.from({ length: depth }).reduce<object>((inner) => ({ not: inner }), { score: { eq: 1 } });

describe("a filter", () => {
  it("is every row when it says nothing, at any level", () => {
    for (const nothing of [null, undefined, {}, { and: [] }]) {
      expect(parseWhere(loans, nothing)).toEqual({ kind: "all", of: [] });
    }
    expect(parseWhere(loans, { score: {} })).toEqual({ kind: "all", of: [] });
    expect(parseWhere(loans, { or: [] })).toEqual({ kind: "any", of: [] });
  });

  it("holds when all that is said holds", () => {
    expect(parseWhere(loans, { score: { gte: 700, lt: 800 }, urgent: { isNull: true } })).toEqual({
      kind: "all",
      of: [
        {
          kind: "all",
          of: [
            { kind: "compare", field: "score", comparison: "gte", value: 700 },
            { kind: "compare", field: "score", comparison: "lt", value: 800 },
          ],
        },
        { kind: "isNull", field: "urgent", expected: true },
      ],
    });
  });

  it("tells every field it looks at, however deep", () => {
    const where = {
      or: [{ score: { gt: 1 } }, { not: { and: [{ comment: { in: [] } }, { tags: { isNull: true } }] } }],
    };
    expect(conditionFields(parseWhere(loans, where))).toEqual(new Set(["score", "comment", "tags"]));
  });

  it.each([
    [{ score: { eq: null } }, "where.score.eq is null: ask with isNull"],
    [{ score: null }, "where.score is null"],
    [{ and: null }, "where.and is not a list"],
    [{ not: null }, "where.not is null"],
    [{ score: { isNull: null } }, "where.score.isNull is null"],
    [{ score: { isNull: "yes" } }, "where.score.isNull is not true or false"],
    [{ or: [{ score: { gt: 1.5 } }] }, "where.or.score.gt is not a whole number of 32 bits"],
    [{ score: { gt: 2 ** 31 } }, "where.score.gt is not"],
    [{ confidence: { lt: Infinity } }, "where.confidence.lt is not a finite number"],
    [{ comment: { eq: "\u0000" } }, "where.comment.eq is not text without NUL"],
    [{ comment: { in: ["a", "\ud800"] } }, /where.comment.in\[1\] is not/],
    [{ channel: { eq: "FAX" } }, "where.channel.eq is not one of WEB, BRANCH"],
    [{ amount: { eq: "0.123" } }, "where.amount.eq is not a decimal"],
    [{ rating: { eq: 1 } }, "where.rating is not a field"],
    [{ applicationId: { gt: "a" } }, "where.applicationId.gt is not a filter"],
    [{ tags: { eq: ["a"] } }, "where.tags.eq is not a filter"],
    [{ constructor: { eq: 1 } }, "where.constructor is not a field"],
    [[], "where is not an object"],
    ["score > 1", "where is not an object"],
  ])("of %j is refused, by its place", (where, message) => {
    expect(failure(where)).toEqual(refused(message));
  });

  it("of a personal field or a subject compares for equality only", () => {
    expect(failure({ name: { eq: "Ada" }, customerId: { in: ["c"] } }, profiles)).toHaveProperty(
      "kind",
      "all",
    );
    for (const operator of ["gt", "gte", "lt", "lte", "startsWith"]) {
      const message = `where.name.${operator} is not a filter`;
      expect(failure({ name: { [operator]: "A" } }, profiles)).toEqual(refused(message));
    }
  });

  it("is bounded in depth, in what one `in` lists, and in conditions altogether", () => {
    expect(failure(nested(9))).toHaveProperty("kind", "not");
    expect(failure(nested(10))).toEqual(refused("nested deeper than 10 levels"));

    const listing = (length: number) => ({ score: { in: Array.from({ length }, (_none, index) => index) } });
    expect(failure(listing(1_000))).toHaveProperty("kind", "in");
    expect(failure(listing(1_001))).toEqual(refused("lists 1001 values: at most 1000"));

    const many = (length: number) => ({ or: Array.from({ length }, () => ({ score: { eq: 1 } })) });
    expect(failure(many(500))).toHaveProperty("kind", "any");
    expect(failure(many(501))).toEqual(refused("more than 500 conditions"));
  });
});
