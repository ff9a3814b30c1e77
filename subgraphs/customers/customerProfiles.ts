import {
  allOf,
  anyOf,
  dataProduct,
  date,
  id,
  purpose,
  remove,
  role,
  team,
  text,
  timestamp,
} from "@datamesh/kernel";
import { CustomerClosed, CustomerRegistered, ProfileUpdated } from "./events.ts";
import { customersTeam } from "./owner.ts";

export const customerProfiles = dataProduct({
  name: "customer-profiles",
  version: "1.0.0",
  owner: customersTeam,
  description: "Who the bank's present customers are; a closed customer leaves it.",
  key: "customerId",
  fields: {
    customerId: id().subject().describe("The customer"),
    name: text().personal({ mask: "initials" }).describe("Full name"),
    email: text().personal({ mask: "redacted" }).describe("E-mail address"),
    nationalId: text().personal({ mask: "lastFour" }).describe("Number of the national identity document"),
    birthDate: date().personal({ mask: "yearOnly" }).describe("Date of birth"),
    country: text().describe("Country of residence, ISO 3166-1 alpha-2").indexed(),
    segment: text().describe("retail, private, sme or corporate").indexed(),
    registeredAt: timestamp().describe("When the customer registered"),
  },
  from: ({ on }) => [
    on(CustomerRegistered, (e) => ({ ...e.data, registeredAt: e.occurredAt })),
    on(ProfileUpdated, (e) => ({ ...e.data })),
    on(CustomerClosed, (e) => remove(e.data.customerId)),
  ],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: {
    read: anyOf(role("analyst"), team("customers"), role("compliance")),
    write: team("customers"),
    unmask: anyOf(team("customers"), allOf(role("compliance"), purpose("compliance"))),
    purposes: ["customer-service", "reporting", "compliance"],
    retention: "7y",
    compliance: ["GDPR", "CCPA", "AML-CTF"],
  },
});
