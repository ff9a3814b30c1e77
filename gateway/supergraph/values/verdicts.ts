import type { MeshError } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import { verdictOn } from "../../authorize/evaluateRules.ts";
import type { Check } from "../../authorize/ruleChecks.ts";

/** What was decided; the refusal is only known once everything has been. */
export interface Outcome {
  refusal: MeshError | undefined;
}

/** Evaluates the checks of one answer, each once for the same values. */
export interface Verdicts {
  /** Starts evaluating, with values by the names of their fields, as JSON. */
  begin(check: Check, values: string): Outcome;
  /** Until everything that was begun has been decided. */
  decided(): Promise<void>;
}

/** On behalf of a consumer; variables are the coerced ones. */
export function verdicts(variables: Readonly<Record<string, unknown>>, consumer: Consumer): Verdicts {
  const known = new Map<Check, Map<string, Outcome>>();
  const pending: Promise<void>[] = [];
  const evaluate = async (check: Check, values: string, outcome: Outcome): Promise<void> => {
    // A parent of its own for each rule: none can leave anything behind for another.
    const parent = JSON.parse(values) as object;
    outcome.refusal = await verdictOn(check, { variables, consumer, parent });
  };
  return {
    begin(check, values) {
      const ofCheck = known.get(check) ?? new Map<string, Outcome>();
      known.set(check, ofCheck);
      const before = ofCheck.get(values);
      if (before !== undefined) return before;
      const outcome: Outcome = { refusal: undefined };
      ofCheck.set(values, outcome);
      pending.push(evaluate(check, values, outcome));
      return outcome;
    },
    decided: async () => void (await Promise.all(pending)),
  };
}
