import { QueryPlanner } from "@graphql-hive/router-query-planner";
import { MeshError } from "@datamesh/kernel";
import { type DocumentNode, print } from "graphql";
import type { PlanNode } from "./planNode.ts";
import { inSeries } from "./inSeries.ts";
import { objectTypes } from "./objectTypes.ts";
import { inPlanningOrder } from "./planningOrder.ts";
import { withAllTypes } from "./interfaceObjects.ts";
import { readPlan } from "./readPlan.ts";

/** Plans operations over the subgraphs of one supergraph. */
export interface Planner {
  /**
   * The plan of a document of one operation that fits the schema; undefined when there is nothing to fetch. Throws
   * GRAPHQL_VALIDATION_FAILED when no way leads to what it asks for, and COST_LIMIT_EXCEEDED when the plan is too large.
   */
  plan(document: DocumentNode): PlanNode | undefined;
}

/** Characters of the documents that a plan sends to subgraphs, all in all; a large operation has some thousand. */
const MOST_CHARACTERS = 1_000_000;
/** Requests of one plan. */
const MOST_REQUESTS = 1_000;

/**
 * Starts Hive's query planner (Rust, through N-API) for a supergraph in the join specification's SDL, and as the document
 * that it parses to. Throws TypeError for what is no supergraph.
 */
export function openPlanner(supergraphSdl: string, supergraph: DocumentNode): Planner {
  const { planner, nameOf } = hivePlanner(supergraphSdl, supergraph);
  const typesOf = objectTypes(supergraph);
  const planOne = (document: DocumentNode): readonly PlanNode[] => {
    const { node } = planned(() => planner.plan(print(document), undefined, new Set(), 0));
    if (node === undefined) return [];
    return [planned(() => withAllTypes(readPlan(node, nameOf), document, typesOf))];
  };
  return {
    plan(document) {
      const series = inSeries(document).flatMap((each) =>
        planOne(each.document).map((node) => ({ node, rootKey: each.rootKey ?? "" })),
      );
      const [nodes, rootKeys] = [series.map(({ node }) => node), series.map(({ rootKey }) => rootKey)];
      const plan: PlanNode | undefined = nodes.length > 1 ? { kind: "sequence", nodes, rootKeys } : nodes[0];
      if (plan !== undefined) refuseLarge(plan);
      return plan;
    },
  };
}

function hivePlanner(supergraphSdl: string, supergraph: DocumentNode) {
  try {
    const { sdl, nameOf } = inPlanningOrder(supergraphSdl, supergraph);
    return { planner: new QueryPlanner(sdl), nameOf };
  } catch (cause) {
    throw new TypeError(`this is no supergraph: ${String((cause as Error).message)}`, { cause });
  }
}

function planned<Plan>(make: () => Plan): Plan {
  try {
    return make();
  } catch (cause) {
    const message = "there is no plan that answers this operation from the subgraphs";
    throw new MeshError("GRAPHQL_VALIDATION_FAILED", message, {}, { cause });
  }
}

function refuseLarge(plan: PlanNode): void {
  const { characters, requests } = sizeOf(plan);
  if (characters <= MOST_CHARACTERS && requests <= MOST_REQUESTS) return;
  throw new MeshError("COST_LIMIT_EXCEEDED", "the operation takes too many requests to subgraphs");
}

interface Size {
  readonly characters: number;
  readonly requests: number;
}

function sizeOf(node: PlanNode | undefined): Size {
  if (node === undefined) return { characters: 0, requests: 0 };
  switch (node.kind) {
    case "fetch":
    case "rootAgain":
    case "entities":
      return { characters: node.operation.length, requests: 1 };
    case "condition":
      return sum([node.whenTrue, node.otherwise].map(sizeOf));
    default:
      return sum(node.nodes.map(sizeOf));
  }
}

function sum(sizes: readonly Size[]): Size {
  return sizes.reduce(
    (all, each) => ({
      characters: all.characters + each.characters,
      requests: all.requests + each.requests,
    }),
    { characters: 0, requests: 0 },
  );
}
