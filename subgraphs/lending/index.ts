import { context } from "@datamesh/kernel";
import { LoanActivity } from "./events.ts";
import { loanApplications } from "./loanApplications.ts";
import { loanOfficers } from "./loanOfficers.ts";
import { lendingTeam } from "./owner.ts";

/** Handles loan applications. */
export const lending = context({
  name: "lending",
  owner: lendingTeam,
  events: [LoanActivity],
  products: [loanApplications, loanOfficers],
});
