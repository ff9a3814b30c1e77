import { context } from "@datamesh/kernel";
import { CATALOG_EVENTS } from "./events.ts";
import { meshPlatform } from "./owner.ts";

/** Knows which contexts and data products there are, and what became of composing them. */
export const catalog = context({
  name: "catalog",
  owner: meshPlatform,
  events: CATALOG_EVENTS,
  products: [],
});
