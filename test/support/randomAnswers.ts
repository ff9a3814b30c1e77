import fc from "fast-check";
import type { Row } from "@datamesh/kernel/product";

const ROWS = 12;
const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 4 });
const text = fc
  .string({ unit: "grapheme", maxLength: 12 })
  .filter((each) => each.isWellFormed() && !each.includes("\u0000"));
const awkward = fc.oneof(
  text,
  fc.constantFrom('"', "\\", "\n\t\r\b\f", "\u0001\u001f\u007f", "\u2028é😀", "},{", "'", "</script>"),
);
const moment = fc
  .date({
    min: new Date("1000-01-01T00:00:00.000Z"),
    max: new Date("9999-12-30T00:00:00.000Z"),
    noInvalidDate: true,
  })
  .map((each) => each.toISOString());
const finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -1_000, max: 1_000, noNaN: true }),
  fc.constantFrom(0, -0, 1e-4, 9.9e-5, 1e15, 999_999_999_999_999.9, 1e21, 1e-7, 5e-324, 0.1, 1e23),
);

/** Rows of the sample of lending, with values of every type and most of them awkward; keys `l0` and on. */
export const randomRows: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      customerId: maybe(awkward),
      score: fc.integer({ min: 0, max: 5 }),
      confidence: maybe(finite),
      amount: maybe(fc.integer({ min: -999_999, max: 999_999 }).map((each) => (each / 100).toFixed(2))),
      clicks: maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
      urgent: maybe(fc.boolean()),
      submittedOn: maybe(moment.map((each) => each.slice(0, 10))),
      decidedAt: maybe(moment),
      outcome: maybe(fc.constantFrom("APPROVED", "DECLINED", "PENDING")),
      channel: maybe(fc.constantFrom("WEB", "BRANCH")),
      comment: maybe(awkward),
      tags: maybe(fc.array(awkward, { maxLength: 2 })),
    }),
    { minLength: 0, maxLength: ROWS },
  )
  .map((rows) => rows.map((row, index) => ({ applicationId: `l${index}`, ...row })));

const alias = fc.constantFrom("", "", "", "a: ", "b_2: ", "__t: ");
const leaf = fc.constantFrom(
  ...[
    "id",
    "applicationId",
    "customerId",
    "score",
    "confidence",
    "amount",
    "clicks",
    "urgent",
    "submittedOn",
  ],
  ...["decidedAt", "outcome", "channel", "comment", "__typename", "customer { __typename customerId }"],
  ...["... on Node { id }", "... on LoanApplicationV1 { score again: amount }", "...row", "... { comment }"],
  ...["customer { c: customerId } customer { __typename }", "... on DataProduct { name }"],
);
/** What resolvers are needed for. */
const resolved = fc.constantFrom("tags", "comment @include(if: true)", "score @skip(if: $no)");

const named = (selected: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(alias, selected).map(([as, field]) => (/^[.]|[{@]/.test(field) ? field : `${as}${field}`));
const fields = (of: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(named(of), { minLength: 1, maxLength: 5 }).map((each) => each.join(" "));
const rowFields = fields(fc.oneof({ arbitrary: leaf, weight: 24 }, { arbitrary: resolved, weight: 1 }));

const pageFields = fc
  .array(
    fc.oneof(
      rowFields.map((row) => `nodes { ${row} }`),
      rowFields.map((row) => `edges { cursor node { ${row} } }`),
      rowFields.map((row) => `e: edges { __typename n: node { ${row} } }`),
      fc.constantFrom(
        ...["totalCount", "__typename", "product { name major }", "p: product { __typename major }"],
        ...[
          "pageInfo { hasNextPage }",
          "pageInfo { hasNextPage hasPreviousPage startCursor endCursor __typename }",
        ],
        "pageInfo { endCursor }",
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((each) => each.join(" "));

const where = fc.constantFrom(
  ...[
    "",
    "where: {score: {gte: 2}}",
    "where: {comment: {isNull: true}}",
    "where: {not: {urgent: {eq: true}}}",
  ],
  ...['where: {or: [{score: {lt: 2}}, {amount: {gt: "0"}}]}', 'where: {applicationId: {in: ["l1", "l3"]}}'],
  ...[
    "where: {score: {gt: $low}, or: {score: {in: [$low, 3]}, decidedAt: {lt: $moment}}}",
    "where: $filter",
    "where: {score: {gt: 99}}",
    "where: {score: {eq: null}}",
  ],
);
const order = fc.constantFrom(
  ...[
    "",
    "orderBy: [{field: score}]",
    "orderBy: [{field: confidence, direction: DESC}]",
    "orderBy: [{field: decidedAt}]",
  ],
  ...[
    "orderBy: [{field: comment}, {field: score, direction: DESC}]",
    "orderBy: [{field: applicationId, direction: DESC}]",
  ],
  ...["orderBy: [{field: amount}]", "orderBy: [{field: clicks, direction: DESC}]"],
);
const paging = fc.constantFrom(
  "",
  "first: 0",
  "first: 1",
  "first: $size",
  "first: 3, after: $after",
  "first: 100",
  "last: 2",
  "first: 2000",
);

/** A question about the sample of lending, and the order in which a cursor for it must be made. */
export interface Question {
  readonly query: string;
  /** A query that answers the cursor for `$after`. */
  readonly cursorQuery: string;
}

const VARIABLES = Object.entries({
  $after: "String",
  $representations: "[_Any!]!",
  $no: "Boolean = false",
  $low: "Int",
  $size: "Int! = 2",
  $key: "ID!",
  $moment: "DateTime",
  $filter: "LoanApplicationV1Where",
});
const FRAGMENTS = `fragment row on LoanApplicationV1 { confidence ...inner }
  fragment inner on LoanApplicationV1 { clicks sum: score }`;

/** With the variables and fragments that it uses, since others would not be valid. */
function whole(field: string): string {
  const used = VARIABLES.filter(([name]) => field.includes(name)).map((each) => each.join(": "));
  const variables = used.length === 0 ? "" : `query Q(${used.join(", ")}) `;
  return `${variables}{ ${field} } ${field.includes("...row") ? FRAGMENTS : ""}`;
}

/** Questions with one root field of the sample, of every kind. */
export const randomQuestion: fc.Arbitrary<Question> = fc.oneof(
  fc
    .tuple(alias, fc.constantFrom('"l0"', '"l3"', "7", '"none"', '"\\u0000"', "$key"), rowFields)
    .map(([as, key, row]) => ({
      query: whole(`${as}loanApplicationV1(applicationId: ${key}) { ${row} }`),
      cursorQuery: CURSOR(""),
    })),
  fc.tuple(alias, paging, where, order, pageFields).map(([as, page, filter, ordered, selected]) => {
    const args = [page, filter, ordered].filter((each) => each !== "").join(", ");
    return {
      query: whole(`${as}loanApplicationsV1${args === "" ? "" : `(${args})`} { ${selected} }`),
      cursorQuery: CURSOR(ordered),
    };
  }),
  rowFields.map((row) => ({
    query: whole(
      `_entities(representations: $representations) { __typename ... on LoanApplicationV1 { ${row} } }`,
    ),
    cursorQuery: CURSOR(""),
  })),
);

function CURSOR(ordered: string): string {
  return `{ loanApplicationsV1(first: 2${ordered === "" ? "" : `, ${ordered}`}) { pageInfo { endCursor } } }`;
}
