import { context, dataProduct, event, id, int, personal, role, subject, team, text, z } from "../index.ts";
import type { Rule } from "../policy/index.ts";
import { describe as describeProduct } from "../product/index.ts";
import { decideSubmission } from "./decideSubmission.ts";
import { submittedFields } from "./submittedFields.ts";

const owner = { team: "people", contact: "people@example.com" };
const Changed = event("CHANGED", {
  description: "Something changed.",
  data: {
    who: subject(z.string()),
    name: personal(z.string()).optional(),
    income: z.int().optional(),
    address: z.object({ city: z.string().optional() }).optional(),
    pets: z.array(z.object({ name: z.string() })).optional(),
  },
});
const Left = event("LEFT", { description: "Somebody left.", data: { who: subject(z.string()) } });
const common = {
  version: "1.0.0",
  owner,
  description: "About people.",
  key: "who",
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
} as const;
const policy = (write?: Rule) => ({
  ...{ read: role("analyst"), purposes: ["reporting"], retention: "7y", compliance: ["GDPR" as const] },
  ...(write !== undefined && { write }),
});
const people = dataProduct({
  ...common,
  name: "people",
  fields: {
    who: id().subject().describe("Who."),
    name: text().personal({ mask: "initials" }).optional().describe("Name."),
    income: int().optional().describe("Income.").writableBy(role("payroll")),
    city: text().optional().describe("City.").writableBy(role("post")),
    pet: text().optional().describe("Pet."),
    changes: int().optional().describe("How often it changed."),
    state: text().optional().describe("Whether they are here."),
  },
  from: ({ on, accumulate }) => [
    on(Changed, ({ data }) => ({
      who: data.who,
      name: data.name,
      income: data.income,
      city: data.address?.city,
      pet: data.pets?.[0]?.name,
    })),
    accumulate(Changed, {
      key: ({ data }) => data.who,
      fold: (row, _event, { key }) => ({ who: key, changes: (row?.changes ?? 0) + 1 }),
    }),
    on(Left, ({ data }) => ({ who: data.who, state: "gone" })),
  ],
  policy: policy(team("people")),
});
const leavers = dataProduct({
  ...common,
  name: "leavers",
  fields: { who: id().subject().describe("Who.") },
  from: ({ on }) => [on(Left, ({ data }) => ({ who: data.who }))],
  policy: policy(),
});
const hr = context({ name: "hr", owner, events: [Changed, Left], products: [people, leavers] });
const products = hr.products.map((each) => describeProduct(hr, each));
const [described] = products;

const offered = (type: string, data: object, version?: number) => ({
  ...{ id: "e", type, occurredAt: "2026-01-01T00:00:00Z", data },
  ...(version !== undefined && { version }),
});
const decideFor = (roles: readonly string[], ...events: ReturnType<typeof offered>[]) => {
  const consumer = { id: "ada", roles, scopes: [] };
  return decideSubmission({ context: "hr", products: products.slice(0, 1), events, consumer });
};
const fieldsOf = (data: object, version?: number) =>
  described && submittedFields(described, offered("CHANGED", data, version));

describe("the fields an event decides", () => {
  it("are those the fold sets, apart from what comes only from parts that are left out", () => {
    expect(fieldsOf({ who: "p" })).toEqual(["who", "changes"]);
    expect(fieldsOf({ who: "p", income: 1, name: null })).toEqual(["who", "name", "income", "changes"]);
    expect(fieldsOf({ who: "p", address: {} })).toEqual(["who", "changes"]);
    expect(fieldsOf({ who: "p", address: { city: "X" } })).toEqual(["who", "city", "changes"]);
    expect(fieldsOf({ who: "p", pets: [] })).toEqual(["who", "pet", "changes"]);
  });

  it("are those it sets to a constant too", () => {
    expect(described && submittedFields(described, offered("LEFT", { who: "p" }))).toEqual(["who", "state"]);
  });

  it("are all that the fold sets, when the event is of a version that is not read as it is", () => {
    expect(fieldsOf({ who: "p" }, 1)).toEqual(["who", "changes"]);
    expect(fieldsOf({ who: "p" }, 9)).toEqual(["who", "name", "income", "city", "pet", "changes"]);
  });

  it("are none of a product that is not derived from it", () => {
    expect(described && submittedFields(described, offered("SUNG", {}))).toBeUndefined();
  });
});

describe("who may append", () => {
  it("is whom the product and each decided field let write", () => {
    const plain = offered("CHANGED", { who: "p", name: "A" });
    const paid = offered("CHANGED", { who: "p", income: 5 });
    expect(decideFor(["team:people"], plain).refusals).toEqual([]);
    expect(decideFor(["payroll"], plain).refusals).toMatchObject([
      { code: "FORBIDDEN", details: { product: "people@1" } },
    ]);
    expect(decideFor(["team:people", "payroll"], plain, paid).refusals).toEqual([]);
    const { writes, refusals } = decideFor(["team:people"], plain, paid);
    expect(refusals.map(({ message, details }) => [message, details])).toEqual([
      [
        "income of people@1 may be written by role payroll, and CHANGED decides it; ask people (people@example.com) for access",
        {
          eventType: "CHANGED",
          index: 0,
          id: "e",
          product: "people@1",
          policy: "role payroll",
          fields: ["income"],
        },
      ],
    ]);
    expect(writes).toMatchObject([
      { fields: ["who", "name", "changes"], denied: ["income"], decision: { effect: "deny" } },
    ]);
  });

  it("is nobody where one of the products has no write rule", () => {
    const consumer = { id: "ada", roles: ["team:people"], scopes: [] };
    const events = [offered("LEFT", { who: "p" })];
    expect(decideSubmission({ context: "hr", products, events, consumer }).refusals).toMatchObject([
      { details: { product: "leavers@1", policy: "nobody" } },
    ]);
  });

  it("is nobody for a type that no product is derived from", () => {
    expect(decideFor(["team:people"], offered("SUNG", {})).refusals).toMatchObject([
      { code: "FORBIDDEN", details: { eventType: "SUNG", policy: "nobody" } },
    ]);
  });
});

describe("a hidden product", () => {
  const hidden = products.map((each) => ({ ...each, policy: { ...each.policy, hidden: true as const } }));
  const refusalsFor = (roles: readonly string[], served = hidden) =>
    decideSubmission({
      context: "hr",
      products: served,
      events: [offered("CHANGED", { who: "p" })],
      consumer: { id: "ada", roles, scopes: [] },
    }).refusals;

  it("is not named to whom it is hidden from: an event of its is one that no product is derived from", () => {
    expect(refusalsFor(["payroll"])).toEqual(refusalsFor(["payroll"], []));
    expect(JSON.stringify(refusalsFor(["payroll"]))).not.toContain("people");
  });

  it("is named to whoever may read it, and written by whoever may write it", () => {
    expect(refusalsFor(["analyst"])).toMatchObject([{ details: { product: "people@1" } }]);
    expect(refusalsFor(["team:people"])).toEqual([]);
  });
});
