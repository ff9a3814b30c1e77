import { context } from "@datamesh/kernel";
import { customerProfiles } from "./customerProfiles.ts";
import { CustomerClosed, CustomerRegistered, ProfileUpdated } from "./events.ts";
import { customersTeam } from "./owner.ts";

/** Knows who the customers are. */
export const customers = context({
  name: "customers",
  owner: customersTeam,
  events: [CustomerRegistered, ProfileUpdated, CustomerClosed],
  products: [customerProfiles],
});
