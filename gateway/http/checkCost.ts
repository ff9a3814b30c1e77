import { costViolation, limitError } from "../limits/index.ts";
import type { CostFound } from "../limits/index.ts";
import { rateRefusal } from "../rates/index.ts";
import type { AskedOperation } from "./answerDirectly.ts";
import type { Guards } from "./guards.ts";
import type { Refusal } from "./refusal.ts";

/** What an operation costs, and why it is refused for that, if it is. */
export interface CheckedCost {
  readonly cost: CostFound;
  readonly refusal?: Refusal;
}

/** Estimates what an operation costs, and holds it against what is accepted of one and of all of the consumer's. */
export function checkCost(
  { rates, findCost }: Pick<Guards, "rates" | "findCost">,
  { mesh, document, request, context }: Omit<AskedOperation, "accepted">,
): CheckedCost | Promise<CheckedCost> {
  const { operationName, variables } = request;
  const operation = { document: document.document, variables };
  const cost = findCost(mesh, operationName === undefined ? operation : { ...operation, operationName });
  const violation = costViolation(cost);
  if (violation !== undefined) return { cost, refusal: { error: limitError(violation) } };
  if (rates.charge === undefined) return { cost };
  return rates
    .charge(context.consumer, cost.estimated)
    .then((exceeded) => (exceeded === undefined ? { cost } : { cost, refusal: rateRefusal(exceeded) }));
}
