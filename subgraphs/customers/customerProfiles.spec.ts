import { given } from "@datamesh/kernel/testing";
import { customerProfiles } from "./customerProfiles.ts";

const registered = {
  type: "CUSTOMER_REGISTERED",
  occurredAt: "2026-01-02T00:00:00.000Z",
  data: {
    customerId: "c-1",
    name: "Ada Lovelace",
    email: "ada@example.com",
    nationalId: "NL-1234-5678",
    birthDate: "1984-03-12",
    country: "NL",
    segment: "retail",
  },
};

describe("customer-profiles@1", () => {
  it("knows a customer from registration on", () => {
    expect(given(customerProfiles, registered).outcome().rows["c-1"]).toEqual({
      ...registered.data,
      registeredAt: "2026-01-02T00:00:00.000Z",
    });
  });

  it("changes what an update holds and keeps the rest", () => {
    const update = { type: "PROFILE_UPDATED", data: { customerId: "c-1", segment: "private" } };
    expect(given(customerProfiles, registered, update).outcome().rows["c-1"]).toMatchObject({
      name: "Ada Lovelace",
      segment: "private",
    });
  });

  it("drops a customer who closed, and takes them back when they return", () => {
    const closed = given(customerProfiles, registered, {
      type: "CUSTOMER_CLOSED",
      data: { customerId: "c-1" },
    });
    expect(closed.outcome()).toMatchObject({
      rows: {},
      versions: [{ key: "c-1" }, { key: "c-1", row: null }],
    });
    expect(Object.keys(closed.and(registered).outcome().rows)).toEqual(["c-1"]);
  });

  it("quarantines an update of somebody unknown", () => {
    const { rows, quarantined } = given(customerProfiles, {
      type: "PROFILE_UPDATED",
      data: { customerId: "c-9", segment: "sme" },
    }).outcome();
    expect(rows).toEqual({});
    expect(quarantined).toMatchObject([
      { eventType: "PROFILE_UPDATED", reason: 'field "name" is required and missing' },
    ]);
  });
});
