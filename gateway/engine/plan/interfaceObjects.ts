import { type DocumentNode, Kind, parse, type SelectionNode } from "graphql";
import type { EntitiesNode, EntityGroup, PathSegment, PlanNode, Requirement } from "./planNode.ts";

/**
 * Mends what the planner loses where fragments on several types of an interface are answered by a subgraph that has the
 * interface as an object: it makes one request of all of them and keeps the entities of one type only. The others are
 * read off the document that was planned: one operation, its fragments all in their places.
 */
export function withAllTypes(plan: PlanNode, document: DocumentNode): PlanNode {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const root = operation?.selectionSet.selections ?? [];
  const mend = (node: PlanNode): PlanNode => {
    switch (node.kind) {
      case "sequence":
      case "parallel":
        return { ...node, nodes: node.nodes.map(mend) };
      case "condition":
        return {
          ...node,
          whenTrue: node.whenTrue && mend(node.whenTrue),
          otherwise: node.otherwise && mend(node.otherwise),
        };
      case "entities":
        return { ...node, groups: node.groups.map((group) => mendGroup(node, group, root)) };
      default:
        return node;
    }
  };
  return mend(plan);
}

type Selections = readonly SelectionNode[];

function mendGroup(node: EntitiesNode, group: EntityGroup, root: Selections): EntityGroup {
  const [first] = group.requires;
  if (first?.kind !== "type" || !isOfInterfaceObject(group, first)) return group;
  const asked = keysAsked(node, group);
  const known = new Set(group.requires.flatMap((each) => (each.kind === "type" ? [each.name] : [])));
  const selected = group.paths.flatMap((path) => typesSelecting(selectionsAt(root, path), asked));
  const lost = [...new Set(selected)].filter((name) => !known.has(name));
  return {
    ...group,
    requires: [...group.requires, ...lost.map((name): Requirement => ({ ...first, name }))],
  };
}

/** What is sent as the interface, and taken from entities of its types. */
function isOfInterfaceObject({ inputRewrites }: EntityGroup, required: Requirement): boolean {
  return inputRewrites.some(
    (each) => each.kind === "set" && each.path.at(-1)?.kind === "key" && each.value !== required.name,
  );
}

/** The response keys that the request asks of the entities, whatever their type. */
function keysAsked({ operation }: EntitiesNode, { key }: EntityGroup): ReadonlySet<string> {
  const keys = new Set<string>();
  const collect = (selections: Selections, isBelow: boolean): void => {
    for (const each of selections) {
      if (each.kind === Kind.INLINE_FRAGMENT) collect(each.selectionSet.selections, isBelow);
      if (each.kind !== Kind.FIELD) continue;
      if (isBelow) keys.add(keyOf(each));
      else if (keyOf(each) === key) collect(each.selectionSet?.selections ?? [], true);
    }
  };
  for (const each of parse(operation, { noLocation: true }).definitions)
    if (each.kind === Kind.OPERATION_DEFINITION) collect(each.selectionSet.selections, false);
  return keys;
}

function selectionsAt(root: Selections, path: readonly PathSegment[]): Selections {
  return path.reduce<Selections>((selections, segment) => {
    if (segment.kind !== "field") return selections;
    return selections.flatMap((each) => below(each, segment.name));
  }, root);
}

function below(selection: SelectionNode, key: string): Selections {
  if (selection.kind === Kind.INLINE_FRAGMENT)
    return selection.selectionSet.selections.flatMap((each) => below(each, key));
  if (selection.kind !== Kind.FIELD || keyOf(selection) !== key) return [];
  return selection.selectionSet?.selections ?? [];
}

/** The types on which fragments select one of the keys. */
function typesSelecting(selections: Selections, keys: ReadonlySet<string>): readonly string[] {
  return selections.flatMap((each) => {
    if (each.kind !== Kind.INLINE_FRAGMENT || each.typeCondition === undefined) return [];
    const own = each.selectionSet.selections;
    const within = typesSelecting(own, keys);
    const selects = own.some((one) => one.kind === Kind.FIELD && keys.has(keyOf(one)));
    return selects ? [each.typeCondition.name.value, ...within] : within;
  });
}

const keyOf = ({ alias, name }: { alias?: { value: string }; name: { value: string } }): string =>
  (alias ?? name).value;
