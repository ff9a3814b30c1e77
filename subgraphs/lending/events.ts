import { events, subject, z } from "@datamesh/kernel";

/** What can happen to the application itself. */
export const APPLICATION_STATES = [
  "A_SUBMITTED",
  "A_PARTLYSUBMITTED",
  "A_PREACCEPTED",
  "A_ACCEPTED",
  "A_FINALIZED",
  "A_APPROVED",
  "A_REGISTERED",
  "A_ACTIVATED",
  "A_DECLINED",
  "A_CANCELLED",
] as const;

const OFFER_STATES = [
  "O_SELECTED",
  "O_CREATED",
  "O_SENT",
  "O_SENT_BACK",
  "O_ACCEPTED",
  "O_DECLINED",
  "O_CANCELLED",
] as const;

/** Work items, with the names they have at the bank. */
const WORK_ITEMS = [
  "W_Afhandelen leads",
  "W_Completeren aanvraag",
  "W_Nabellen offertes",
  "W_Valideren aanvraag",
  "W_Nabellen incomplete dossiers",
  "W_Beoordelen fraude",
  "W_Wijzigen contractgegevens",
] as const;

export const LoanActivity = events([...APPLICATION_STATES, ...OFFER_STATES, ...WORK_ITEMS], {
  description: "Something happened to a loan application, an offer for it or a work item about it.",
  data: {
    applicationId: z.string().min(1).max(100),
    lifecycle: z.enum(["SCHEDULE", "START", "COMPLETE"]),
    amountRequested: z.string().regex(/^\d{1,10}(\.\d{1,2})?$/, "must be an amount such as 20000 or 99.50"),
    officerId: subject(z.string().min(1).max(100)).optional(),
  },
});
