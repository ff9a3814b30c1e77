import type { PlanNode } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { entitiesStep } from "./entitiesStep.ts";
import { fetchStep } from "./fetchStep.ts";
import { rootAgainStep } from "./rootAgainStep.ts";
import type { Run, Step } from "./run.ts";

/** Compiles a plan to a function, once for all executions. */
export function compilePlan(node: PlanNode, satisfies: Satisfies): Step {
  switch (node.kind) {
    case "sequence":
      return inTurn(
        node.nodes.map((each) => compilePlan(each, satisfies)),
        node.rootKeys,
      );
    case "parallel":
      return atOnce(node.nodes.map((each) => compilePlan(each, satisfies)));
    case "condition":
      return oneOf(
        node.variable,
        node.whenTrue && compilePlan(node.whenTrue, satisfies),
        node.otherwise && compilePlan(node.otherwise, satisfies),
      );
    case "fetch":
      return fetchStep(node, satisfies);
    case "rootAgain":
      return rootAgainStep(node, satisfies);
    case "entities":
      return entitiesStep(node, satisfies);
  }
}

/** After a root field that takes the whole answer with it nothing more happens, as in graphql-js. */
function inTurn(steps: readonly Step[], rootKeys: readonly string[] = []): Step {
  return async (run) => {
    for (const [index, step] of steps.entries()) {
      const pending = step(run);
      if (pending !== undefined) await pending;
      const rootKey = rootKeys[index];
      if (rootKey !== undefined && run.fails?.(rootKey, run.data) === true) return run;
    }
    return run;
  };
}

function atOnce(steps: readonly Step[]): Step {
  return (run) => {
    const pending: Promise<Run>[] = [];
    for (const step of steps) {
      const each = step(run);
      if (each !== undefined) pending.push(each);
    }
    return pending.length <= 1 ? pending[0] : allOf(run, pending);
  };
}

async function allOf(run: Run, pending: readonly Promise<Run>[]): Promise<Run> {
  await Promise.all(pending);
  return run;
}

function oneOf(variable: string, whenTrue: Step | undefined, otherwise: Step | undefined): Step {
  return (run: Run) => (run.variables[variable] === true ? whenTrue : otherwise)?.(run);
}
