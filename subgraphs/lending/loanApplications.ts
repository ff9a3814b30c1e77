import {
  anyOf,
  dataProduct,
  decimal,
  enumOf,
  id,
  int,
  openEnumOf,
  role,
  team,
  timestamp,
} from "@datamesh/kernel";
import { APPLICATION_STATES, LoanActivity } from "./events.ts";
import { lendingTeam } from "./owner.ts";

export const loanApplications = dataProduct({
  name: "loan-applications",
  version: "1.0.0",
  owner: lendingTeam,
  description: "Every loan application, how far it has come and how it was decided.",
  key: "applicationId",
  fields: {
    applicationId: id().describe("The application"),
    amountRequested: decimal(12, 2).unit("EUR").describe("The amount asked for").indexed(),
    submittedAt: timestamp().optional().describe("When the application was submitted"),
    state: openEnumOf(...APPLICATION_STATES)
      .optional()
      .describe("The last thing that happened to the application itself, in log order"),
    outcome: enumOf("APPROVED", "DECLINED", "CANCELLED", "PENDING").describe("How it was decided").indexed(),
    decidedAt: timestamp().optional().describe("When it was decided"),
    offersSent: int().unit("offers").describe("Offers sent to the applicant"),
    eventCount: int().unit("events").describe("Everything that was recorded about the application"),
    lastActivityAt: timestamp().describe("When something last happened to it").indexed(),
  },
  from: ({ accumulate }) => [
    accumulate(LoanActivity, {
      key: (e) => e.data.applicationId,
      fold: (row, e) => {
        const decisions = {
          A_APPROVED: "APPROVED",
          A_DECLINED: "DECLINED",
          A_CANCELLED: "CANCELLED",
        } as const;
        const decision = decisions[e.type as keyof typeof decisions];
        return {
          applicationId: e.data.applicationId,
          amountRequested: e.data.amountRequested,
          eventCount: (row?.eventCount ?? 0) + 1,
          offersSent: (row?.offersSent ?? 0) + (e.type === "O_SENT" ? 1 : 0),
          lastActivityAt: e.occurredAt,
          outcome: decision ?? row?.outcome ?? "PENDING",
          ...(decision === undefined ? {} : { decidedAt: e.occurredAt }),
          ...(e.type.startsWith("A_") ? { state: e.type as (typeof APPLICATION_STATES)[number] } : {}),
          ...(e.type === "A_SUBMITTED" ? { submittedAt: e.occurredAt } : {}),
        };
      },
    }),
  ],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: {
    read: anyOf(role("analyst"), role("frontend"), role("compliance")),
    write: team("lending"),
    purposes: ["credit-decision", "reporting", "compliance"],
    retention: "10y",
    compliance: ["AML-CTF"],
  },
});
