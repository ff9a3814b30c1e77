import {
  anyone,
  type Context,
  context,
  type DataProduct,
  dataProduct,
  decimal,
  event,
  id,
  text,
  timestamp,
  upstream,
  z,
} from "@datamesh/kernel";
import { createRandom, pick } from "../../cli/sample/random.ts";

/** The product that every other one of the wide mesh is derived from, directly or not. */
export const WIDE_HUB = "parties@1";

/** The areas of each layer, and how many products there are in each of them; 1,000 in all. */
const LAYERS: readonly (readonly [products: number, ...areas: readonly string[]])[] = [
  [1, "reference"],
  [50, "sales", "billing", "support", "shipping", "returns", "marketing", "loyalty", "web"],
  [60, "finance", "planning", "fraud", "pricing", "partners"],
  [50, "risk", "treasury", "reporting", "forecasting"],
  [49, "board"],
  [50, "regulator"],
];

const Recorded = event("SOMETHING_RECORDED", {
  description: "Something was recorded.",
  data: { recordId: z.string(), partyId: z.string(), region: z.string(), amount: z.string() },
});

/**
 * Contexts of a mesh as wide as an enterprise's: 1,000 products in six layers. 400 join the hub, the others one to three
 * products of the layer before theirs; fields are taken from layer to layer. The same every time; those that others
 * join come first.
 */
export function wideContexts(): readonly Context[] {
  const random = createRandom(1_000);
  let before: readonly DataProduct[] = [];
  return LAYERS.flatMap(([products, ...areas]) => {
    const contexts = areas.map((area) => {
      const made = Array.from({ length: products }, (_, index) => {
        const joined = new Set(
          Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(random, before)),
        );
        return wideProduct(area, index, before.length === 0 ? [] : [...joined]);
      });
      return context({ name: area, owner: ownerOf(area), events: [Recorded], products: made });
    });
    before = contexts.flatMap((each) => each.products);
    return contexts;
  });
}

const ownerOf = (area: string) => ({ team: area, contact: `${area}@wide.example` });

function wideProduct(area: string, index: number, joined: readonly DataProduct[]): DataProduct {
  const taken = Object.fromEntries(
    joined.map((_, at) => [`amount${at + 1}`, decimal(12, 2).optional().describe("Taken from upstream")]),
  );
  return dataProduct({
    name: joined.length === 0 ? "parties" : `${area}-figures-${String(index + 1).padStart(2, "0")}`,
    version: "1.0.0",
    owner: ownerOf(area),
    description: "A product of the wide mesh.",
    key: "recordId",
    fields: {
      recordId: id().describe("What it is about"),
      partyId: id().describe("The party"),
      region: text().optional().describe("Where"),
      amount: decimal(12, 2).describe("How much"),
      changedAt: timestamp().describe("When it last changed"),
      ...taken,
    },
    from: ({ on, join }) => [
      on(Recorded, (e) => ({
        recordId: e.data.recordId,
        partyId: e.data.partyId,
        amount: e.data.amount,
        changedAt: e.occurredAt,
      })),
      ...joined.map((each, at) =>
        join(contractOf(each), {
          by: "partyId",
          take: { [`amount${at + 1}`]: "amount", ...(at === 0 && { region: "region" }) },
        }),
      ),
    ],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: { read: anyone, unmask: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
  });
}

const contractOf = ({ name, major }: DataProduct) =>
  upstream(`${name}@${major}`, {
    key: "recordId",
    fields: { recordId: id(), region: text(), amount: decimal(12, 2) },
  });
