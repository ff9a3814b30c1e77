import { MeshError } from "../../errors.ts";
import { describe as describeProduct, type ProductDescriptor } from "../../product/index.ts";
import { consumerWith } from "../testing/askSubgraph.ts";
import { sampleCustomers } from "../../postgres/read/testing/sampleContexts.ts";
import { productGuard } from "./productGuard.ts";

const profiles = describeProduct(sampleCustomers, sampleCustomers.products[0]!) satisfies ProductDescriptor;
const row = { customerId: "c1", name: "Ada Lovelace", birthDate: "1984-03-12", income: 7, country: "NL" };

describe("the guard of a product", () => {
  it("admits whom the product's rule names, and nobody else", () => {
    expect(() => productGuard(profiles, consumerWith("analyst")).admit()).not.toThrow();
    expect(() => productGuard(profiles, consumerWith("intern")).admit()).toThrow(
      new MeshError(
        "FORBIDDEN",
        "customer-profiles@1 may be read by role analyst or role compliance or role frontend; ask credit-risk (credit-risk@example.com) for access",
      ),
    );
  });

  it("decides on fields as the policy does, and denies what is no field", () => {
    const guard = productGuard(profiles, consumerWith("analyst"));
    expect(guard.field("country")).toMatchObject({ effect: "allow" });
    expect(guard.field("name")).toMatchObject({ effect: "mask", mask: "initials" });
    expect(guard.field("riskNote")).toMatchObject({ effect: "deny", rule: "role compliance" });
    expect(guard.field("nothing")).toMatchObject({ effect: "deny", rule: "nobody" });
  });

  it("masks the values a row holds, leaves the row itself alone and adds nothing to it", () => {
    expect(productGuard(profiles, consumerWith("analyst")).masked(row)).toEqual({
      customerId: "c1",
      name: "A. L.",
      birthDate: "1984-01-01",
      income: null,
      country: "NL",
    });
    expect(row.name).toBe("Ada Lovelace");
    expect(productGuard(profiles, consumerWith("analyst")).masked({ country: "NL" })).toEqual({
      country: "NL",
    });
  });

  it("shows the values to whom the policy entitles", () => {
    expect(productGuard(profiles, consumerWith("compliance")).masked(row)).toEqual(row);
  });

  it("refuses to look for what may only be seen masked or not at all", () => {
    const guard = productGuard(profiles, consumerWith("analyst"));
    expect(() => guard.refuseProbing(["country", "customerId"])).not.toThrow();
    expect(() => guard.refuseProbing(["country", "income"])).toThrow(
      "income of customer-profiles@1 may be used in where and orderBy by role compliance",
    );
    expect(() => guard.refuseProbing(["riskNote"])).toThrow("riskNote of customer-profiles@1 may be read by");
  });
});
