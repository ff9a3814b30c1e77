import fc from "fast-check";
import {
  anyone,
  average,
  bigint,
  count,
  countDistinct,
  dataProduct,
  decimal,
  event,
  first,
  id,
  int,
  latest,
  max,
  min,
  occurredAt,
  personal,
  subject,
  sum,
  text,
  timestamp,
  z,
} from "../index.ts";
import { given, type GivenEvent } from "./index.ts";

const Paid = event("PAID", {
  description: "Somebody paid.",
  data: {
    account: subject(z.string().min(1)),
    amount: z.string().regex(/^-?\d+(\.\d{1,2})?$/),
    points: z.int(),
    shop: z.string(),
    name: personal(z.string()).optional(),
    note: z.string().nullable().optional(),
  },
});

const payments = dataProduct({
  name: "payments",
  version: "1.0.0",
  owner: { team: "tests", contact: "tests@datamesh.example" },
  description: "Payments by account.",
  key: "account",
  fields: {
    account: id().subject(),
    total: decimal(12, 2),
    mean: decimal(12, 2),
    points: bigint(),
    times: int(),
    noted: int(),
    shops: int(),
    note: text().optional(),
    name: text().personal({ mask: "redacted" }).optional(),
    firstShop: text(),
    least: decimal(12, 2),
    lastShop: text(),
    lastShopByLetter: text(),
    newestShop: text(),
    paidAt: timestamp(),
  },
  from: ({ fold }) => [
    fold(Paid, {
      key: "account",
      set: {
        total: sum("amount"),
        mean: average("amount"),
        points: sum("points"),
        times: count(),
        noted: count("note"),
        shops: countDistinct("shop"),
        note: latest("note"),
        name: latest("name"),
        firstShop: first("shop"),
        least: min("amount"),
        lastShop: latest("shop"),
        lastShopByLetter: max("shop"),
        newestShop: latest("shop", { by: "occurredAt" }),
        paidAt: latest(occurredAt),
      },
    }),
  ],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
});

const paid = (amount: string, shop: string, more: object = {}): GivenEvent => ({
  type: "PAID",
  data: { account: "a", amount, points: 1, shop, ...more },
});

describe("a declarative fold", () => {
  it("adds up, counts, and keeps the first, the newest, the least and the greatest", () => {
    const { rows } = given(
      payments,
      paid("10.5", "b", { note: "x", name: "Ada" }),
      paid("-3", "é"),
      paid("1.01", "b", { note: null }),
    ).outcome();
    expect(rows["a"]).toMatchObject({
      total: "8.51",
      mean: "2.84",
      points: "3",
      times: 3,
      noted: 1,
      shops: 2,
      note: null,
      name: "Ada",
      firstShop: "b",
      least: "-3.00",
      lastShop: "b",
      lastShopByLetter: "é",
      paidAt: "2026-01-01T00:02:00.000Z",
    });
  });

  it("keeps what an event leaves out, and takes null only for what is newest", () => {
    const { rows } = given(payments, paid("1", "b", { note: "x" }), paid("1", "c")).outcome();
    expect(rows["a"]).toMatchObject({ note: "x", noted: 1, lastShop: "c" });
  });

  it("by occurredAt does not let a late event overwrite a newer fact, and takes the later position of two at once", () => {
    const at = (occurredAt: string, shop: string): GivenEvent => ({ ...paid("1", shop), occurredAt });
    const [noon, one] = ["2026-01-01T12:00:00.000Z", "2026-01-01T13:00:00.000Z"];
    const { rows } = given(payments, at(one, "newest"), at(noon, "late"), at(one, "at once")).outcome();
    expect(rows["a"]).toMatchObject({ newestShop: "at once", lastShop: "at once" });
    expect(given(payments, at(one, "newest"), at(noon, "late")).outcome().rows["a"]).toMatchObject({
      newestShop: "newest",
      lastShop: "late",
    });
  });

  it("makes no version of the row of an event that changes only what it remembers", () => {
    const once = dataProduct({
      ...payments,
      key: "account",
      fields: { account: id().subject(), newestShop: text() },
      from: ({ fold }) => [
        fold(Paid, { key: "account", set: { newestShop: latest("shop", { by: "occurredAt" }) } }),
      ],
    });
    const at = (hour: string): GivenEvent => ({
      ...paid("1", "b"),
      occurredAt: `2026-01-01T${hour}:00:00.000Z`,
    });
    expect(
      given(once, at("10"), at("12"), { ...at("11"), data: paid("1", "c").data }).outcome(),
    ).toMatchObject({
      versions: [{ key: "a" }],
      rows: { a: { newestShop: "b" } },
    });
  });

  it("quarantines a sum that does not fit its field, and goes on without it", () => {
    const most = `${"9".repeat(10)}.00`;
    const outcome = given(payments, paid(most, "b"), paid(most, "c"), paid("-1", "d")).outcome();
    expect(outcome.quarantined).toMatchObject([
      { inputPosition: 2, reason: expect.stringContaining("total") },
    ]);
    expect(outcome.rows["a"]).toMatchObject({ total: `${"9".repeat(9)}8.00`, lastShop: "d" });
  });

  it("adds up exactly, whatever the order", () => {
    const cents = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(cents, (values) => {
        const text = (value: number): string =>
          `${value < 0 ? "-" : ""}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, "0")}`;
        const total = values.reduce((one, other) => one + other, 0);
        const { rows } = given(payments, ...values.map((value) => paid(text(value), "b"))).outcome();
        expect(rows["a"]?.["total"]).toBe(text(total));
      }),
      { numRuns: 30 },
    );
  });
});
