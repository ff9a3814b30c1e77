import { type DocumentNode, parse } from "graphql";
import type { ShapeParts } from "./complete/slots.ts";
import { compilePlan } from "./execute/compilePlan.ts";
import type { JsonObject, Run, Step } from "./execute/run.ts";
import { type JoinedText, joinedText } from "./join/joinedText.ts";
import { JoinRun } from "./join/joinRun.ts";
import { replayed } from "./join/replayed.ts";
import { passableText } from "./pass/passableText.ts";
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

/** With what a plan is executed. */
export interface ToExecute extends Pick<Run, "variables" | "call" | "fails"> {
  /** Whether the data may be given as text; it is where the plan was made for a shape whose texts can be put together. */
  readonly takesText?: boolean;
}

/** A planned operation, compiled once for all its executions. */
export interface ExecutablePlan {
  /** What is fetched from where. */
  readonly plan: PlanNode | undefined;
  /** Fetches the data. Never rejects: what a subgraph did not deliver is missing, and an error says so. */
  execute(request: ToExecute): Executed | Promise<Executed>;
}

/** Plans and executes operations over the subgraphs of one supergraph. */
export interface FederationEngine {
  readonly fieldNames: FieldNames;
  /**
   * Plans a document of one operation; with the shape of its answers, where these may be passed on unparsed. Throws GRAPHQL_VALIDATION_FAILED when that is not possible, COST_LIMIT_EXCEEDED when
   * it takes too much.
   */
  plan(document: DocumentNode, shape?: ShapeParts): ExecutablePlan;
}

/** Starts an engine for a supergraph in the join specification's SDL. Throws TypeError for what is none. */
export function federationEngine(supergraphSdl: string): FederationEngine {
  const supergraph = parsed(supergraphSdl);
  const planner = openPlanner(supergraphSdl, supergraph);
  const satisfies = typeConditions(supergraph);
  return {
    fieldNames: fieldNames(supergraph),
    plan(document, shape) {
      const plan = planner.plan(document);
      const step = plan && compilePlan(plan, satisfies);
      const isLone = plan?.kind === "fetch" && !plan.isMutation && plan.outputRewrites.length === 0;
      const passes = isLone && shape ? passableText(shape) : undefined;
      const joined = plan && shape && !passes ? joinedText(plan, shape, satisfies) : undefined;
      return {
        plan,
        execute({ variables, call, takesText, fails }) {
          if (takesText && joined !== undefined && step !== undefined)
            return executeJoined(joined, step, new JoinRun(variables, call));
          const run = newRun(variables, call, takesText ? passes : undefined, fails);
          return step?.(run) ?? run;
        },
      };
    },
  };
}

/** Joins texts; where that cannot be done, goes on with what has been answered so far. */
async function executeJoined(joined: JoinedText, step: Step, joining: JoinRun): Promise<Executed> {
  const dataText = (await joined.fetch(joining)) ? joined.write(joining) : undefined;
  if (dataText !== undefined) return { data: {}, errors: [], dataText };
  const run = newRun(joining.variables, replayed(joining), undefined, undefined);
  return step(run) ?? run;
}

function newRun(
  variables: Run["variables"],
  call: Run["call"],
  passes: Run["passes"],
  fails: Run["fails"],
): Run {
  return { variables, call, data: {}, errors: [], passes, fails, dataText: undefined };
}

function parsed(supergraphSdl: string): DocumentNode {
  try {
    return parse(supergraphSdl, { noLocation: true });
  } catch (cause) {
    throw new TypeError("a supergraph that does not parse", { cause });
  }
}
