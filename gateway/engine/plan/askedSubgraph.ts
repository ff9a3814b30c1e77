import { type FieldNode, type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from "graphql";
import type { PathSegment, PlanNode } from "./planNode.ts";

/** The key that consumers know a fetched one by. */
type Shown = (fetched: string) => string;

/**
 * The subgraph that a plan asks for the value at these keys, which are a consumer's own, without list indices; undefined
 * for one that none is asked for. Reads the documents that are sent, so it is for errors only.
 */
export function askedSubgraph(plan: PlanNode, keys: readonly string[], shown: Shown): string | undefined {
  for (const { subgraph, operation, start, path } of requestsOf(plan)) {
    const below = keysBelow(keys, path, shown);
    if (below !== undefined && selects(operation, [...start, ...below], shown)) return subgraph;
  }
  return undefined;
}

/** A request of a plan, for what stands at a path, where `start` leads to in what it is answered. */
interface PlannedRequest {
  readonly subgraph: string;
  readonly operation: string;
  readonly start: readonly string[];
  readonly path: readonly PathSegment[];
}

function requestsOf(plan: PlanNode): readonly PlannedRequest[] {
  switch (plan.kind) {
    case "sequence":
    case "parallel":
      return plan.nodes.flatMap(requestsOf);
    case "condition":
      return [plan.whenTrue, plan.otherwise].flatMap((each) => (each ? requestsOf(each) : []));
    case "fetch":
      return [{ ...plan, start: [], path: [] }];
    case "rootAgain":
      return [{ ...plan, start: [] }];
    case "entities":
      return plan.groups.flatMap(({ key, paths }) => paths.map((path) => ({ ...plan, start: [key], path })));
  }
}

/** What is left of keys that lead on from a path. */
function keysBelow(
  keys: readonly string[],
  path: readonly PathSegment[],
  shown: Shown,
): readonly string[] | undefined {
  const names = path.flatMap((each) => (each.kind === "field" ? [shown(each.name)] : []));
  return names.every((name, index) => keys[index] === name) ? keys.slice(names.length) : undefined;
}

function selects(operation: string, keys: readonly string[], shown: Shown): boolean {
  const { definitions } = parse(operation, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const fieldsOf = ({ selections }: SelectionSetNode): readonly FieldNode[] =>
    selections.flatMap((each) => {
      if (each.kind === Kind.FIELD) return [each];
      const part = each.kind === Kind.INLINE_FRAGMENT ? each : fragments.get(each.name.value);
      return part ? fieldsOf(part.selectionSet) : [];
    });
  let sets = definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? [each.selectionSet] : [],
  );
  return keys.every((key) => {
    const found = sets.flatMap(fieldsOf).filter(({ alias, name }) => shown((alias ?? name).value) === key);
    sets = found.flatMap(({ selectionSet }) => selectionSet ?? []);
    return found.length > 0;
  });
}
