import {
  anyone,
  average,
  bigint,
  context,
  count,
  countDistinct,
  dataProduct,
  date,
  decimal,
  event,
  events,
  eventType,
  first,
  float,
  id,
  int,
  latest,
  max,
  min,
  occurredAt,
  personal,
  recordedAt,
  subject,
  sum,
  text,
  timestamp,
  z,
} from "@datamesh/kernel";
import { owner, sla } from "./declared.ts";

const amount = z.string().regex(/^-?\d{1,9}(\.\d{1,2})?$/);

const Paid = events(["PAID", "REFUNDED"], {
  description: "Money went one way or the other.",
  data: {
    account: subject(z.string().min(1)),
    amount,
    points: z.int().min(-1000).max(1000),
    weight: z.number(),
    shop: z.string(),
    day: z.iso.date(),
    name: personal(z.string()).optional(),
    note: z.string().nullable().optional(),
    bonus: amount.nullable().optional(),
    at: z.strictObject({ place: z.string() }).optional(),
  },
});

const Visited = event("VISITED", {
  description: "Somebody was there.",
  data: { account: subject(z.string().min(1)).optional(), shop: z.string(), note: z.string().optional() },
});

const shared = {
  version: "1.0.0",
  owner,
  sla,
  policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
} as const;

/** Every aggregate, over two kinds of event, with values that are absent or null. */
export const accounts = dataProduct({
  ...shared,
  name: "accounts",
  description: "Accounts, by all that can be made of events.",
  key: "account",
  fields: {
    account: id().subject(),
    total: decimal(14, 2),
    mean: decimal(14, 2).optional(),
    bonuses: decimal(14, 2),
    points: bigint(),
    most: int().optional(),
    times: int(),
    noted: int(),
    paid: int(),
    shops: int(),
    places: int(),
    note: text().optional(),
    name: text().personal({ mask: "redacted" }).optional(),
    firstName: text().personal({ mask: "redacted" }).optional(),
    firstShop: text(),
    firstBonus: decimal(14, 2).optional(),
    leastBonus: decimal(14, 2).optional(),
    weight: float().optional(),
    lastShop: text(),
    lastShopByLetter: text(),
    newestShop: text(),
    newestNote: text().optional(),
    place: text().optional(),
    day: date().optional(),
    lastKind: text(),
    firstAt: timestamp(),
    lastAt: timestamp(),
    seenAt: timestamp(),
  },
  from: ({ fold }) => {
    const both = {
      times: count(),
      shops: countDistinct("shop"),
      note: latest("note"),
      noted: count("note"),
      firstShop: first("shop"),
      lastShop: latest("shop"),
      lastShopByLetter: max("shop"),
      newestShop: latest("shop", { by: "occurredAt" }),
      newestNote: latest("note", { by: "occurredAt" }),
      lastKind: latest(eventType),
      firstAt: min(occurredAt),
      lastAt: latest(occurredAt),
      seenAt: latest(recordedAt),
    } as const;
    return [
      fold(Paid, {
        key: "account",
        set: {
          ...both,
          total: sum("amount"),
          mean: average("amount"),
          bonuses: sum("bonus"),
          points: sum("points"),
          most: max("points"),
          places: countDistinct("at.place"),
          name: latest("name"),
          firstName: first("name"),
          firstBonus: first("bonus"),
          leastBonus: min("bonus"),
          weight: latest("weight"),
          place: latest("at.place"),
          day: max("day"),
        },
      }),
      fold(Paid, { key: "account", of: ["PAID"], set: { paid: count() } }),
      fold(Visited, { key: "account", set: both }),
    ];
  },
});

/** Rows that many events leave as they were. */
export const shops = dataProduct({
  ...shared,
  name: "shops",
  description: "Shops, by the last thing that was noted there.",
  key: "shop",
  fields: { shop: id(), note: text().optional(), newest: text().optional(), best: int() },
  from: ({ fold }) => [
    fold(Paid, {
      key: "shop",
      set: { note: latest("note"), newest: latest("note", { by: "occurredAt" }), best: max("points") },
    }),
  ],
});

export const declaredContext = context({
  name: "declared",
  owner,
  events: [Paid, Visited],
  products: [accounts, shops],
});
