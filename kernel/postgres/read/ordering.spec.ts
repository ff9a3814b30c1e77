import { sampleCustomers, sampleLending } from "./testing/sampleContexts.ts";
import { describe as describeProduct } from "../../product/index.ts";
import { parseOrder } from "./ordering.ts";

const loans = describeProduct(sampleLending, sampleLending.products[0]!);
const profiles = describeProduct(sampleCustomers, sampleCustomers.products[0]!);
const terms = (orderBy: unknown) =>
  parseOrder(loans, orderBy).map(({ field, direction }) => [field.name, direction]);

describe("an order", () => {
  it("is by the key when nothing is said", () => {
    for (const nothing of [undefined, null, []]) expect(terms(nothing)).toEqual([["applicationId", "ASC"]]);
  });

  it("ends with the key, in the direction of the last term", () => {
    expect(terms([{ field: "score" }, { field: "amount", direction: "DESC" }])).toEqual([
      ["score", "ASC"],
      ["amount", "DESC"],
      ["applicationId", "DESC"],
    ]);
  });

  it("leaves out what follows the key, since no two rows share one", () => {
    expect(terms([{ field: "applicationId", direction: "DESC" }, { field: "score" }])).toEqual([
      ["applicationId", "DESC"],
    ]);
  });

  it.each([
    [[{ field: "rating" }], `orderBy: "rating" is not a field to order by`],
    [[{ field: "tags" }], `orderBy: "tags" is not a field to order by`],
    [[{ field: "customer" }], `orderBy: "customer" is not a field to order by`],
    [[{ field: "score" }, { field: "score", direction: "DESC" }], "orderBy names score twice"],
    [[{ field: "score", direction: "desc; drop" }], "orderBy.score: write ASC or DESC"],
    [[null], "orderBy: undefined is not a field to order by"],
    [{ field: "score" }, "orderBy is not a list"],
    [
      "customerId score confidence amount clicks urgent submittedOn decidedAt comment"
        .split(" ")
        .map((field) => ({ field })),
      "orderBy names more than 8 fields",
    ],
  ])("of %j is refused", (orderBy, message) => {
    expect(() => parseOrder(loans, orderBy)).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", message }),
    );
  });

  it("is never by a personal field", () => {
    for (const field of ["name", "nationalId", "birthDate", "income"]) {
      expect(() => parseOrder(profiles, [{ field }])).toThrow("is not a field to order by");
    }
  });
});
