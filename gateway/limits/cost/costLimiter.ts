import type { GraphQLSchema } from "graphql";
import type { Mesh, Operation } from "../../types.ts";
import type { Violation } from "../limitRule.ts";
import type { Limits } from "../limits.ts";
import { costEstimator, type EstimateCost } from "./costEstimator.ts";
import type { CostSettings } from "./costSettings.ts";

/** What an operation is estimated to cost, held against what is accepted; as `extensions.cost` tells it. */
export interface CostFound {
  readonly estimated: number;
  readonly accepted: number;
}

/** Estimates the cost of a valid operation of a mesh. */
export type FindCost = (mesh: Pick<Mesh, "apiSchema" | "supergraphSdl">, operation: Operation) => CostFound;

/** Estimates costs over whatever mesh is current; what is known of a mesh goes with it. */
export function costLimiter(settings: CostSettings, { cost }: Pick<Limits, "cost">): FindCost {
  const estimators = new WeakMap<GraphQLSchema, EstimateCost>();
  return (mesh, operation) => {
    let estimate = estimators.get(mesh.apiSchema);
    if (estimate === undefined) estimators.set(mesh.apiSchema, (estimate = costEstimator(mesh, settings)));
    return { estimated: estimate(operation), accepted: cost };
  };
}

/** The limit that a cost exceeds, if it does. */
export function costViolation({ estimated, accepted }: CostFound): Violation | undefined {
  if (estimated <= accepted) return undefined;
  return {
    limit: "cost",
    code: "COST_LIMIT_EXCEEDED",
    counted: "units of estimated cost",
    accepted,
    actual: estimated,
  };
}
