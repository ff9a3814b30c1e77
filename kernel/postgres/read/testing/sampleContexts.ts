import { z } from "zod";
import { event } from "../../../event/index.ts";
import { anyOf, role, type Policy } from "../../../policy/index.ts";
import {
  bigint,
  boolean,
  context,
  dataProduct,
  date,
  decimal,
  enumOf,
  float,
  id,
  int,
  link,
  list,
  openEnumOf,
  text,
  timestamp,
  type Context,
} from "../../../product/index.ts";

const owner = { team: "credit-risk", contact: "credit-risk@example.com" };
const sla = { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" };
const policy: Omit<Policy, "unmask"> = {
  read: anyOf(role("analyst"), role("compliance"), role("frontend")),
  purposes: ["reporting"],
  retention: "7y",
  compliance: ["GDPR"],
};

const Registered = event("CUSTOMER_REGISTERED", {
  description: "A customer.",
  data: { customerId: z.string() },
});

/** Two products with personal fields, a restricted one, and a link within the context. */
export const sampleCustomers: Context = context({
  name: "customers",
  owner,
  events: [Registered],
  products: [
    dataProduct({
      name: "customer-profiles",
      version: "1.2.0",
      owner,
      description: "Who the customers are.",
      key: "customerId",
      fields: {
        customerId: id().subject().describe("The customer"),
        name: text().describe("Full name").personal({ mask: "initials" }),
        nationalId: text().describe("National id").personal({ mask: "lastFour" }),
        birthDate: date().describe("Birth date").personal({ mask: "yearOnly" }).optional(),
        income: int().describe("Yearly income").unit("EUR").personal({ mask: "redacted" }),
        country: text().describe("Country of residence"),
        riskNote: text().describe("What compliance noted").readableBy(role("compliance")),
        advisorId: id().describe("Who advises them").optional(),
        referrerId: id().describe("Who brought them").personal({ mask: "lastFour" }).optional(),
      },
      links: {
        advisor: link("advisors@1", { by: "advisorId", key: "advisorId" }),
        referrer: link("customer-profiles@1", { by: "referrerId", key: "customerId" }),
      },
      from: ({ on }) => [on(Registered, () => undefined)],
      sla,
      policy: { ...policy, unmask: role("compliance") },
    }),
    dataProduct({
      name: "advisors",
      version: "1.0.0",
      owner,
      description: "Who advises customers.",
      key: "advisorId",
      fields: { advisorId: id().describe("The advisor").subject() },
      from: ({ on }) => [on(Registered, () => undefined)],
      sla,
      policy: { ...policy, read: role("compliance") },
    }),
  ],
});

const Submitted = event("A_SUBMITTED", {
  description: "An application.",
  data: { applicationId: z.string() },
});

/** One product with a field of every type, linked to another context's. */
export const sampleLending: Context = context({
  name: "lending",
  owner,
  events: [Submitted],
  products: [
    dataProduct({
      name: "loan-applications",
      version: "1.0.0",
      owner,
      description: 'What became of a """loan application""".',
      key: "applicationId",
      fields: {
        applicationId: id().describe("The application"),
        customerId: id().describe("Who applied").optional(),
        score: int().describe("0 to 1000, higher is safer").unit("points").indexed(),
        confidence: float().describe("0 to 1").optional(),
        amount: decimal(12, 2).describe("Amount requested").unit("EUR").optional(),
        clicks: bigint().describe("Clicks before submission").unit("clicks").optional(),
        urgent: boolean().describe("Whether it is urgent").optional(),
        submittedOn: date().describe("Day of submission").optional(),
        decidedAt: timestamp().describe("Moment of decision").optional(),
        outcome: enumOf("APPROVED", "DECLINED", "PENDING").describe("What became of it").optional(),
        channel: openEnumOf("WEB", "BRANCH").describe("Where it came from").optional(),
        comment: text().describe("Free text").optional(),
        tags: list(text()).describe("Labels").optional(),
      },
      links: { customer: link("customer-profiles@1", { by: "customerId", key: "customerId" }) },
      from: ({ on }) => [on(Submitted, () => undefined)],
      sla,
      policy,
    }),
  ],
});
