import {
  allOf,
  anyone,
  context,
  dataProduct,
  event,
  id,
  int,
  link,
  personal,
  purpose,
  remove,
  role,
  subject,
  text,
  z,
} from "@datamesh/kernel";
import { owner, sla } from "./declared.ts";

const purposes = ["reporting", "compliance"];

const Came = event("GUEST_CAME", {
  description: "A guest came, and paid.",
  data: { guest: subject(z.string()), name: personal(z.string()), paid: z.number().int() },
});
const Left = event("GUEST_LEFT", {
  description: "A guest asked to be forgotten.",
  data: { guest: subject(z.string()) },
});
const Seated = event("GUEST_SEATED", {
  description: "A guest was given a table.",
  data: { table: z.string(), guest: subject(z.string()) },
});

/** What a till outside of the folds refuses cannot be folded while it does. */
export const till = { refuses: (_paid: number): boolean => false };

/**
 * A product whose names are personal, which keeps its rows for a second on the log's own time, and whose events are
 * quarantined while the till refuses them.
 */
export const hotel = context({
  name: "hotel",
  owner,
  events: [Came, Left],
  products: [
    dataProduct({
      name: "guests",
      version: "1.0.0",
      owner,
      description: "Who came, and what they paid.",
      key: "guest",
      fields: {
        guest: id().subject().describe("The guest"),
        name: text().personal({ mask: "initials" }).describe("Their name"),
        paid: int().unit("EUR").describe("What they paid in all").indexed(),
      },
      from: ({ accumulate, on }) => [
        accumulate(Came, {
          key: (e) => e.data.guest,
          fold: (row, e, { key }) => {
            if (till.refuses(e.data.paid)) throw new TypeError("the till refused it");
            return { guest: key, name: e.data.name, paid: (row?.paid ?? 0) + e.data.paid };
          },
        }),
        on(Left, (e) => remove(e.data.guest)),
      ],
      sla,
      policy: {
        read: anyone,
        unmask: allOf(role("compliance"), purpose("compliance")),
        purposes,
        retention: "1s",
        compliance: ["GDPR"],
      },
    }),
  ],
});

/** Another context, which links to the guests. */
export const restaurant = context({
  name: "restaurant",
  owner,
  events: [Seated],
  products: [
    dataProduct({
      name: "tables",
      version: "1.0.0",
      owner,
      description: "Who sits where.",
      key: "table",
      fields: { table: id().describe("The table"), guest: id().subject().describe("Who sits there") },
      from: ({ on }) => [on(Seated, (e) => e.data)],
      links: { seated: link("guests@1", { by: "guest", key: "guest" }) },
      sla,
      policy: { read: anyone, purposes, retention: "7y", compliance: [] },
    }),
  ],
});

/** An event of a guest who comes. */
export const come = (guest: string, paid: number, name = `Ada ${guest}`) => ({
  type: "GUEST_CAME",
  data: { guest, name, paid },
});

/** One of a guest who goes. */
export const leave = (guest: string) => ({ type: "GUEST_LEFT", data: { guest } });

/** One that gives a guest a table. */
export const seat = (table: string, guest: string) => ({ type: "GUEST_SEATED", data: { table, guest } });
