import { type DocumentNode, Kind, parse, type SelectionNode } from "graphql";
import type { EntitiesNode, EntityGroup, PathSegment, PlanNode, Requirement } from "./planNode.ts";

/** The object types that a type with this name may be of; itself where it is one, none where it is unknown. */
export type TypesOf = (name: string) => readonly string[];

/**
 * Mends what the planner loses where an interface and fragments on its types are answered by a subgraph that has the
 * interface as an object: it makes one request of all of them and keeps the entities of some types only. The others are
 * read off the document that was planned: one operation, its fragments all in their places.
 */
export function withAllTypes(plan: PlanNode, document: DocumentNode, typesOf: TypesOf): PlanNode {
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
        return { ...node, groups: node.groups.map((group) => mendGroup(node, group, root, typesOf)) };
      default:
        return node;
    }
  };
  return mend(plan);
}

type Selections = readonly SelectionNode[];

function mendGroup(node: EntitiesNode, group: EntityGroup, root: Selections, typesOf: TypesOf): EntityGroup {
  const [first] = group.requires;
  const sentAs = first?.kind === "type" ? interfaceObject(group, first.name) : undefined;
  if (first?.kind !== "type" || sentAs === undefined) return group;
  const asked = keysAsked(node, group);
  const known = new Set(group.requires.flatMap((each) => (each.kind === "type" ? [each.name] : [])));
  const selected = group.paths.flatMap((path) => typesSelecting(selectionsAt(root, path), asked, sentAs));
  const possible = new Set(typesOf(sentAs));
  const lost = [...new Set(selected.flatMap(typesOf))].filter(
    (name) => !known.has(name) && possible.has(name),
  );
  return {
    ...group,
    requires: [...group.requires, ...lost.map((name): Requirement => ({ ...first, name }))],
  };
}

/** The interface as which entities of this type are sent, if they are. */
function interfaceObject({ inputRewrites }: EntityGroup, type: string): string | undefined {
  const rewrite = inputRewrites.find(
    (each) => each.kind === "set" && each.path.at(-1)?.kind === "key" && each.value !== type,
  );
  return rewrite?.kind === "set" ? String(rewrite.value) : undefined;
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

/** The types of which one of the keys is selected: by fragments, or of all that there may be. */
function typesSelecting(selections: Selections, keys: ReadonlySet<string>, of: string): readonly string[] {
  return selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return keys.has(keyOf(each)) ? [of] : [];
    if (each.kind !== Kind.INLINE_FRAGMENT) return [];
    return typesSelecting(each.selectionSet.selections, keys, each.typeCondition?.name.value ?? of);
  });
}

const keyOf = ({ alias, name }: { alias?: { value: string }; name: { value: string } }): string =>
  (alias ?? name).value;
