import { Kind } from "graphql";
import type { DocumentNode, OperationDefinitionNode } from "graphql";
import type { Mesh, Operation } from "../../types.ts";
import { compileCost, type CostBasis, type OperationCost } from "./compileCost.ts";
import type { CostSettings } from "./costSettings.ts";
import { fieldGraphs } from "./fieldGraphs.ts";

/** The estimated cost of an operation of a mesh; 0 where the document has no such operation. */
export type EstimateCost = (operation: Operation) => number;

/**
 * Estimates costs over the schema of a mesh. What does not depend on variables is found out once for each document (by
 * its identity) and operation; the rest, once for each request.
 */
export function costEstimator(
  { apiSchema, supergraphSdl }: Pick<Mesh, "apiSchema" | "supergraphSdl">,
  settings: CostSettings,
): EstimateCost {
  const basis: CostBasis = { schema: apiSchema, graphsOf: fieldGraphs(supergraphSdl), settings };
  const compiled = new WeakMap<DocumentNode, Map<string | undefined, OperationCost>>();
  return ({ document, operationName, variables }) => {
    let operations = compiled.get(document);
    if (operations === undefined) compiled.set(document, (operations = new Map()));
    const known = operations.get(operationName);
    if (known !== undefined) return known(variables);
    const operation = operationOf(document, operationName);
    if (operation === undefined) return 0;
    const cost = compileCost(document, operation, basis);
    operations.set(operationName, cost);
    return cost(variables);
  };
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  return document.definitions.find(
    (each): each is OperationDefinitionNode =>
      each.kind === Kind.OPERATION_DEFINITION && (name === undefined || each.name?.value === name),
  );
}
