import { sampleCustomers, sampleLending } from "./testing/sampleContexts.ts";
import { describe as describeProduct, type ProductDescriptor } from "../../product/index.ts";
import type { Statement } from "../database.ts";
import { writeCursor } from "./cursor.ts";
import { parsePageRequest, type ConnectionArguments } from "./pageRequest.ts";
import { pageStatement } from "./pageStatement.ts";
import { readTable } from "./readTable.ts";
import { plainRows } from "./rowSource.ts";

const loans = describeProduct(sampleLending, sampleLending.products[0]!);
const profiles = describeProduct(sampleCustomers, sampleCustomers.products[0]!);

const statement = (
  args: ConnectionArguments,
  product: ProductDescriptor = loans,
  stored: (field: string) => boolean = () => true,
): Statement => {
  const table = readTable(product.context, product, stored);
  return pageStatement(table, parsePageRequest(product, args), [product.key], plainRows(table));
};

const after = (orderBy: readonly object[], row: object): string =>
  writeCursor(loans, parsePageRequest(loans, { orderBy }).ordering, row as Record<string, unknown>);

describe("the statement for a page", () => {
  it("reads one row more than the page, in the order asked for", () => {
    expect(statement({ first: 10, orderBy: [{ field: "score", direction: "DESC" }] })).toEqual({
      text: `select "application_id" from "lending"."loan_applications_v1" where true order by "score" desc, "application_id" desc limit $1::bigint`,
      values: [11],
    });
  });

  it("reads backward from the other end", () => {
    const { text } = statement({
      last: 10,
      orderBy: [{ field: "score" }, { field: "amount", direction: "DESC" }],
    });
    expect(text).toContain(`order by "score" desc, "amount" asc, "application_id" asc limit`);
  });

  it("goes on after the key by one range", () => {
    const { text, values } = statement({ first: 1, after: after([], { applicationId: "a1" }) });
    expect(text).toContain(`where true and "application_id" > $2::text order by`);
    expect(values).toEqual([2, "a1"]);
  });

  it("goes on after a value by one range for its ties, one for what is greater and one for null", () => {
    const orderBy = [{ field: "score" }];
    const { text } = statement({ orderBy, after: after(orderBy, { score: 7, applicationId: "a1" }) });
    expect(text.split(" union all ").map((each) => /where true and (.*?) order by/.exec(each)?.[1])).toEqual([
      `"score" = $2::integer and "application_id" > $3::text`,
      `"score" > $2::integer`,
      `"score" is null`,
    ]);
    expect(text).toMatch(/\) order by "score" asc, "application_id" asc limit \$1::bigint$/);
  });

  it("goes on in descending order with null before every value", () => {
    const orderBy = [{ field: "score", direction: "DESC" }];
    const ranges = (row: object): readonly (string | undefined)[] =>
      statement({ orderBy, after: after(orderBy, row) })
        .text.split(" union all ")
        .map((each) => /where true and (.*?) order by/.exec(each)?.[1]);
    expect(ranges({ score: 7, applicationId: "a1" })).toEqual([
      `"score" = $2::integer and "application_id" < $3::text`,
      `"score" < $2::integer`,
    ]);
    expect(ranges({ score: null, applicationId: "a1" })).toEqual([
      `"score" is null and "application_id" < $2::text`,
      `"score" is not null`,
    ]);
  });

  it("never holds a value of a client, only parameters", () => {
    const evil = `'; drop table x; --`;
    const where = {
      or: [{ comment: { eq: evil } }, { comment: { startsWith: evil } }, { comment: { in: [evil] } }],
    };
    const { text, values } = statement({ where });
    expect(text).not.toContain("drop");
    expect(values).toEqual([evil, evil, [evil], 51]);
  });

  it("compares personal values and subjects in their stored form", () => {
    const where = { name: { eq: "Ada" }, income: { in: [1, 2] }, customerId: { eq: "c1" } };
    const { text, values } = statement({ where }, profiles);
    expect(values?.slice(0, 3)).toEqual([`0||"Ada"`, [`0||1`, `0||2`], `0||"c1"`]);
    expect(text).toContain(`"income" = any($2::text[])`);
  });

  it("negates to exactly the other rows, those without a value included", () => {
    expect(statement({ where: { not: { score: { gt: 1 } } } }).text).toContain(
      `("score" > $1::integer is not true)`,
    );
  });

  it("takes a field the relation does not hold for null", () => {
    const orderBy = [{ field: "amount" }];
    const { text } = statement(
      { orderBy, where: { amount: { gt: "1" } } },
      loans,
      (field) => field !== "amount",
    );
    expect(text).toContain(`where null::numeric(12, 2) > $1::numeric(12, 2)`);
    const table = readTable("lending", loans, (field) => field !== "amount");
    expect(table.columns(["applicationId", "amount"])).toBe(
      `"application_id", null::numeric(12, 2) as "amount"`,
    );
  });
});
