import {
  context,
  dataProduct,
  event,
  id,
  int,
  link,
  remove,
  role,
  text,
  upstream,
  z,
} from "@datamesh/kernel";
import { owner, policy, sla } from "./declared.ts";

const ItemPut = event("ITEM_PUT", {
  description: "An item was put on the shelf, or what is said of it changed.",
  data: { item: z.string(), score: z.number().int(), note: z.string().nullable() },
});
const ItemTaken = event("ITEM_TAKEN", {
  description: "An item was taken from the shelf.",
  data: { item: z.string() },
});

const fields = {
  item: id().describe("The item"),
  score: int().unit("points").describe("What it is worth").indexed(),
  note: text().optional().describe("What is said of it"),
};

/** One product over its own log. Its notes are masked for whoever is no auditor. */
export const shelf = context({
  name: "shelf",
  owner,
  events: [ItemPut, ItemTaken],
  products: [
    dataProduct({
      name: "items",
      version: "1.0.0",
      owner,
      description: "What lies on the shelf.",
      key: "item",
      fields: {
        ...fields,
        note: text().optional().describe("What is said of it").readableBy(role("auditor")),
      },
      from: ({ on }) => [
        on(ItemPut, (e) => ({ item: e.data.item, score: e.data.score, note: e.data.note })),
        on(ItemTaken, (e) => remove(e.data.item)),
      ],
      sla,
      policy,
    }),
  ],
});

const TicketWritten = event("TICKET_WRITTEN", {
  description: "A ticket was written for an item.",
  data: { ticket: z.string(), item: z.string(), number: z.number().int() },
});

const ticket = {
  ticket: id().describe("The ticket"),
  item: id().describe("Its item"),
  number: int().unit("number").describe("The number written on it"),
};

/** Another context: a product over its own log that links to items, and one that joins them. */
export const desk = context({
  name: "desk",
  owner,
  events: [TicketWritten],
  products: [
    dataProduct({
      name: "tickets",
      version: "1.0.0",
      owner,
      description: "What was written for which item.",
      key: "ticket",
      fields: ticket,
      from: ({ on }) => [on(TicketWritten, (e) => e.data)],
      links: { shelved: link("items@1", { by: "item", key: "item" }) },
      sla,
      policy,
    }),
    dataProduct({
      name: "offers",
      version: "1.0.0",
      owner,
      description: "What was written for which item, and what that is worth.",
      key: "ticket",
      fields: { ...ticket, score: int().unit("points").optional().describe("What the item is worth") },
      from: ({ on, join }) => [
        on(TicketWritten, (e) => e.data),
        join(upstream("items@1", { key: "item", fields: { item: id(), score: int() } }), {
          by: "item",
          take: { score: "score" },
        }),
      ],
      sla,
      policy,
    }),
  ],
});

/** An event that puts an item. */
export const put = (item: string, score: number, note: string | null = null) => ({
  type: "ITEM_PUT",
  data: { item, score, note },
});

/** An event that takes one away. */
export const take = (item: string) => ({ type: "ITEM_TAKEN", data: { item } });

/** An event that writes a ticket. */
export const write = (ticket: string, item: string, number: number) => ({
  type: "TICKET_WRITTEN",
  data: { ticket, item, number },
});
