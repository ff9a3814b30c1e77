import { type DocumentNode, parse } from "graphql";
import { compilePlan } from "./execute/compilePlan.ts";
import type { JsonObject, Run } from "./execute/run.ts";
import { type FieldNames, fieldNames } from "./plan/fieldNames.ts";
import type { PlanNode } from "./plan/planNode.ts";
import { openPlanner } from "./plan/planner.ts";
import { typeConditions } from "./plan/typeConditions.ts";
import type { GraphQLFormattedError } from "graphql";

/** What executing a plan gave: data under the keys it was fetched under, and what went wrong at its place in there. */
export interface Executed {
  readonly data: JsonObject;
  readonly errors: readonly GraphQLFormattedError[];
  /** The data as JSON, when it was passed on unparsed; then it is not in `data`. */
  readonly dataText?: string | Buffer | undefined;
}

/** A planned operation, compiled once for all its executions. */
export interface ExecutablePlan {
  /** What is fetched from where. */
  readonly plan: PlanNode | undefined;
  /** Fetches the data. Never rejects: what a subgraph did not deliver is missing, and an error says so. */
  execute(request: Pick<Run, "variables" | "call" | "passes" | "fails">): Executed | Promise<Executed>;
}

/** Plans and executes operations over the subgraphs of one supergraph. */
export interface FederationEngine {
  readonly fieldNames: FieldNames;
  /**
   * Plans a document of one operation. Throws GRAPHQL_VALIDATION_FAILED when that is not possible, COST_LIMIT_EXCEEDED when
   * it takes too much.
   */
  plan(document: DocumentNode): ExecutablePlan;
}

/** Starts an engine for a supergraph in the join specification's SDL. Throws TypeError for what is none. */
export function federationEngine(supergraphSdl: string): FederationEngine {
  const supergraph = parsed(supergraphSdl);
  const planner = openPlanner(supergraphSdl, supergraph);
  const satisfies = typeConditions(supergraph);
  return {
    fieldNames: fieldNames(supergraph),
    plan(document) {
      const plan = planner.plan(document);
      const step = plan && compilePlan(plan, satisfies);
      const isLone = plan?.kind === "fetch" && !plan.isMutation && plan.outputRewrites.length === 0;
      return {
        plan,
        execute({ variables, call, passes, fails }) {
          const run: Run = {
            variables,
            call,
            data: {},
            errors: [],
            passes: isLone ? passes : undefined,
            fails,
            dataText: undefined,
          };
          return step?.(run) ?? run;
        },
      };
    },
  };
}

function parsed(supergraphSdl: string): DocumentNode {
  try {
    return parse(supergraphSdl, { noLocation: true });
  } catch (cause) {
    throw new TypeError("a supergraph that does not parse", { cause });
  }
}
