import type { OfferedEvent } from "@datamesh/kernel/event";
import { between, pick } from "./random.ts";
import { sampleTime } from "./sampleTime.ts";

const APPLICATIONS = 60;
const OFFICERS = ["o-101", "o-102", "o-103", "o-104", "o-105"];

/** The ways an application can go. */
const COURSES = [
  ["A_SUBMITTED", "A_PARTLYSUBMITTED", "A_DECLINED"],
  ["A_SUBMITTED", "A_PARTLYSUBMITTED", "W_Afhandelen leads", "A_DECLINED"],
  ["A_SUBMITTED", "A_PREACCEPTED", "W_Completeren aanvraag", "A_CANCELLED"],
  ["A_SUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "O_CREATED", "O_SENT", "W_Nabellen offertes"],
  ["A_SUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "O_SENT", "O_ACCEPTED", "A_APPROVED", "A_ACTIVATED"],
] as const;

/** Loan applications of various courses, handled by a handful of officers. */
export function loanEvents(random: () => number): readonly OfferedEvent[] {
  return Array.from({ length: APPLICATIONS }, (_, index) => courseEvents(random, index)).flat();
}

function courseEvents(random: () => number, index: number): readonly OfferedEvent[] {
  const applicationId = `a-${String(index + 1).padStart(4, "0")}`;
  const amountRequested = String(between(random, 2, 80) * 500);
  return pick(random, COURSES).map((type, step) => ({
    id: `sample-loan-${applicationId}-${step}`,
    type,
    occurredAt: sampleTime(index * 10 + step),
    data: {
      applicationId,
      lifecycle: "COMPLETE",
      amountRequested,
      ...(step === 0 ? {} : { officerId: pick(random, OFFICERS) }),
    },
  }));
}
