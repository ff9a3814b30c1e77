import type { Consumer } from "@datamesh/kernel/policy";
import { customerProfiles } from "../authorize/testing/products.ts";
import { entitlementFinder } from "./entitlements.ts";

const consumer = (id: string, ...roles: readonly string[]): Consumer => ({ id, roles, scopes: [] });
const findEntitlement = entitlementFinder();
const textFor = (who: Consumer): string => findEntitlement(who, customerProfiles).text;

describe("what a consumer is entitled to of a product", () => {
  it("is the same for consumers who are treated alike, whoever they are", () => {
    expect(textFor(consumer("ann"))).toBe(textFor(consumer("bob")));
    expect(textFor(consumer("ann", "risk"))).toBe(textFor(consumer("bob", "risk")));
  });

  it.each(["risk", "compliance"])("differs for whoever may see more by the role %s", (role) => {
    expect(textFor(consumer("ann", role))).not.toBe(textFor(consumer("ann")));
  });

  it("names the personal fields that are seen as they are", () => {
    expect(findEntitlement(consumer("ann"), customerProfiles).personal).toEqual(new Set());
    expect(findEntitlement(consumer("cleo", "compliance"), customerProfiles).personal).toEqual(
      new Set(["fullName"]),
    );
  });

  it("is found anew for the same person with other entitlements", () => {
    const declared: Consumer = { ...consumer("ann"), roles: ["risk"] };
    expect(textFor(declared)).not.toBe(textFor(consumer("ann")));
  });
});
