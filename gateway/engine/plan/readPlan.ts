import type * as Hive from "@graphql-hive/router-query-planner";
import type {
  EntitiesNode,
  EntityGroup,
  FetchNode,
  PathSegment,
  PlanNode,
  Request,
  Requirement,
  Rewrite,
  RewriteStep,
  RootAgainNode,
} from "./planNode.ts";

/** The name of a subgraph that the planner calls so. */
type NameOf = (planned: string) => string;

/** Reads a node of the planner's plan. Throws TypeError for one that this engine does not know. */
export function readPlan(node: Hive.PlanNode, nameOf: NameOf): PlanNode {
  const read = (each: Hive.PlanNode): PlanNode => readPlan(each, nameOf);
  switch (node.kind) {
    case "Sequence":
      return { kind: "sequence", nodes: node.nodes.map(read) };
    case "Parallel":
      return { kind: "parallel", nodes: node.nodes.map(read) };
    case "Condition":
      return {
        kind: "condition",
        variable: node.condition,
        whenTrue: node.ifClause && read(node.ifClause),
        otherwise: node.elseClause && read(node.elseClause),
      };
    case "Subscription":
      return readFetch(node.primary, nameOf);
    case "Fetch":
      return readFetch(node, nameOf);
    case "Flatten":
      return readFlatten(node, nameOf);
    case "BatchFetch":
      return readBatch(node, nameOf);
    case "Defer":
      throw new TypeError("a plan with deferred parts");
  }
}

function readFetch(node: Hive.FetchNode, nameOf: NameOf): FetchNode {
  return {
    kind: "fetch",
    ...readRequest(node, nameOf),
    outputRewrites: (node.outputRewrites ?? []).map(readRewrite),
  };
}

/**
 * More of the entities in one place: the planner's own name for the field and its variable is fixed. What requires
 * nothing fetches root fields for objects of a root type.
 */
function readFlatten({ path, node }: Hive.FlattenNode, nameOf: NameOf): EntitiesNode | RootAgainNode {
  if (node.kind !== "Fetch") throw new TypeError(`a plan that flattens a ${node.kind}`);
  if (node.requires === undefined || node.requires.length === 0)
    return { ...readFetch(node, nameOf), kind: "rootAgain", path: path.map(readSegment) };
  const group: EntityGroup = {
    key: "_entities",
    variable: "representations",
    paths: [path.map(readSegment)],
    ...readEntities(node),
  };
  return { kind: "entities", ...readRequest(node, nameOf), groups: [group] };
}

function readBatch(node: Hive.BatchFetchNode, nameOf: NameOf): EntitiesNode {
  const groups = node.entityBatch.aliases.map((each): EntityGroup => ({
    key: each.alias,
    variable: each.representationsVariableName,
    paths: each.paths.map((path) => path.map(readSegment)),
    ...readEntities(each),
  }));
  return { kind: "entities", ...readRequest(node, nameOf), groups };
}

function readRequest(node: Hive.FetchNode | Hive.BatchFetchNode, nameOf: NameOf): Request {
  return {
    subgraph: nameOf(node.serviceName),
    operation: node.operation,
    operationName: node.operationName,
    isMutation: node.operationKind === "mutation",
    variables: node.variableUsages ?? [],
  };
}

type Entities = Pick<Hive.FetchNode, "requires" | "inputRewrites" | "outputRewrites">;

function readEntities({ requires = [], inputRewrites = [], outputRewrites = [] }: Entities) {
  return {
    requires: requires.map(readRequirement),
    inputRewrites: inputRewrites.map(readRewrite),
    outputRewrites: outputRewrites.map(readRewrite),
  };
}

function readRequirement(each: Hive.RequiresSelection): Requirement {
  if (each.kind === "Field") {
    const below = (each.selections ?? []).map(readRequirement);
    return { kind: "field", name: each.name, key: each.alias ?? each.name, below };
  }
  if (each.kind === "FragmentSpread") throw new TypeError("a plan that requires a named fragment");
  const { typeCondition, selections, skipIf, includeIf } = each;
  return { kind: "type", name: typeCondition, below: selections.map(readRequirement), skipIf, includeIf };
}

function readSegment(segment: Hive.FlattenNodePathSegment): PathSegment {
  if (segment === "@") return { kind: "items" };
  if ("Field" in segment) return { kind: "field", name: segment.Field };
  return { kind: "types", names: segment.TypeCondition };
}

function readRewrite(rewrite: Hive.FetchRewrite): Rewrite {
  if ("KeyRenamer" in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return { kind: "rename", path: path.map(readStep), to: renameKeyTo };
  }
  const { path, setValueTo } = "ValueSetter" in rewrite ? rewrite.ValueSetter : rewrite;
  return { kind: "set", path: path.map(readStep), value: setValueTo };
}

function readStep(step: Hive.FetchNodePathSegment): RewriteStep {
  if ("Key" in step) return { kind: "key", name: step.Key };
  return { kind: "types", names: [step.TypenameEquals].flat() };
}
