import { anyOf, dataProduct, id, int, role, team, timestamp } from "@datamesh/kernel";
import { LoanActivity } from "./events.ts";
import { lendingTeam } from "./owner.ts";

export const loanOfficers = dataProduct({
  name: "loan-officers",
  version: "1.0.0",
  owner: lendingTeam,
  description:
    "What each loan officer has handled. About employees: for compliance and the lending team only.",
  key: "officerId",
  fields: {
    officerId: id().subject().describe("The employee"),
    eventsHandled: int().unit("events").describe("Everything recorded in the officer's name").indexed(),
    applicationsTouched: int().unit("applications").describe("Different applications among them"),
    firstActiveAt: timestamp().describe("The earliest of them"),
    lastActiveAt: timestamp().describe("The latest of them"),
  },
  from: ({ accumulate }) => [
    accumulate(LoanActivity, {
      key: (e) => e.data.officerId,
      distinct: (e) => e.data.applicationId,
      fold: (row, e, { key, firstSeen }) => ({
        officerId: key,
        eventsHandled: (row?.eventsHandled ?? 0) + 1,
        applicationsTouched: (row?.applicationsTouched ?? 0) + (firstSeen ? 1 : 0),
        firstActiveAt:
          row === undefined || e.occurredAt < row.firstActiveAt ? e.occurredAt : row.firstActiveAt,
        lastActiveAt: row === undefined || e.occurredAt > row.lastActiveAt ? e.occurredAt : row.lastActiveAt,
      }),
    }),
  ],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: {
    read: anyOf(team("lending"), role("compliance")),
    write: team("lending"),
    purposes: ["compliance", "workforce-planning"],
    retention: "5y",
    compliance: ["GDPR"],
  },
});
