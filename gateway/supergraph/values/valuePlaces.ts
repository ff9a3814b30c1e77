import { type FieldNode, getNamedType, type GraphQLObjectType, isLeafType, isObjectType } from "graphql";
import type { Selection } from "../../authorize/collectSelections.ts";
import type { Check } from "../../authorize/ruleChecks.ts";
import type { ValueRules } from "../../authorize/valueRules.ts";
import {
  type FieldSlot,
  isObject,
  type JsonObject,
  leafValue,
  type ShapeParts,
  slotsOf,
} from "../../engine/index.ts";
import { valueKey } from "./valueKeys.ts";

/** A field that is decided on object by object. */
export interface ValueField {
  /** The key it was fetched under. */
  readonly fetched: string;
  readonly checks: readonly Check[];
  /** What its rules are shown: names, the keys these values were fetched under, and what they are answered as. */
  readonly shown: readonly {
    readonly name: string;
    readonly key: string;
    readonly valueOf: (fetched: unknown) => unknown;
  }[];
}

/** Keys of fetched data, and list indices. */
export type Path = readonly (string | number)[];

/** Told of a field in an object; the path is that of the object, and only good during the call. */
export type VisitValue = (field: ValueField, object: JsonObject, path: Path) => void;

/** Goes through fetched data, and visits what is decided on object by object: first what holds, then what is in it. */
export type VisitValues = (data: JsonObject, visit: VisitValue) => void;

type Walk = (object: JsonObject, path: (string | number)[], visit: VisitValue) => void;

/** What compiling the way goes by. */
export interface ValueParts {
  readonly shape: ShapeParts;
  readonly values: ValueRules;
  /** The operation's own: the same field with the same arguments is one selection, wherever it stands. */
  readonly selections: readonly Selection[];
}

interface Walking extends Omit<ValueParts, "selections"> {
  readonly selectionOf: (node: FieldNode, type: string) => Selection | undefined;
}

/** Compiles the way through the answers to an operation. */
export function valuePlaces({ shape, values, selections }: ValueParts): VisitValues {
  const root = shape.schema.getRootType(shape.operation.operation);
  const walking = { shape, values, selectionOf: selectionFinder(selections) };
  const walk = root ? objectWalk(walking, root) : undefined;
  return (data, visit) => walk?.(data, [], visit);
}

function selectionFinder(selections: readonly Selection[]): Walking["selectionOf"] {
  const found = new Map<FieldNode, Map<string, Selection>>();
  for (const selection of selections) {
    for (const { node } of selection.uses) {
      const byType = found.get(node) ?? new Map<string, Selection>();
      found.set(node, byType.set(selection.type.name, selection));
    }
  }
  return (node, type) => found.get(node)?.get(type);
}

/** Undefined where nothing is decided on. */
function objectWalk(walking: Walking, type: GraphQLObjectType, nodes?: FieldSlot["nodes"]): Walk | undefined {
  const steps = slotsOf(walking.shape, type, nodes).flatMap((slot) => {
    if (slot.kind !== "fetched") return [];
    const field = valueField(walking, type, slot);
    const below = walkBelow(walking, slot);
    return field === undefined && below === undefined ? [] : [{ fetched: slot.fetched, field, below }];
  });
  if (steps.length === 0) return undefined;
  return (object, path, visit) => {
    for (const { fetched, field, below } of steps) {
      if (field !== undefined) visit(field, object, path);
      if (below === undefined) continue;
      path.push(fetched);
      eachObject(object[fetched], path, visit, below);
      path.pop();
    }
  };
}

function valueField(
  { shape, values, selectionOf }: Walking,
  type: GraphQLObjectType,
  slot: FieldSlot,
): ValueField | undefined {
  const [node] = slot.nodes;
  const field = node && type.getFields()[node.name.value];
  const asked = field && values.fieldsFor(type.name, field.name);
  if (node === undefined || field === undefined || asked === undefined) return undefined;
  return {
    fetched: slot.fetched,
    checks: values.checksOf(selectionOf(node, type.name) ?? { type, field, node }),
    shown: asked.map((each) => ({
      name: each.name,
      key: valueKey(shape.typeKey, type.name, each.name),
      valueOf: leafValue(each.type),
    })),
  };
}

function walkBelow(walking: Walking, { type, nodes, presenceKey }: FieldSlot): Walk | undefined {
  const named = getNamedType(type);
  if (isLeafType(named)) return undefined;
  const walk = isObjectType(named) ? objectWalk(walking, named, nodes) : walkByType(walking, nodes);
  if (walk === undefined || presenceKey === undefined) return walk;
  // What is at the end of a link is no object unless it is known to its context.
  return (object, path, visit) => {
    if ((object[presenceKey] ?? null) !== null) walk(object, path, visit);
  };
}

/** For each type of object when it first occurs: an interface can have a thousand of them. */
function walkByType(walking: Walking, nodes: FieldSlot["nodes"]): Walk {
  const { schema, typeKey } = walking.shape;
  const known = new Map<unknown, Walk | undefined>();
  return (object, path, visit) => {
    const name = object[typeKey];
    if (!known.has(name)) {
      const type = typeof name === "string" ? schema.getType(name) : undefined;
      if (!isObjectType(type)) return;
      known.set(name, objectWalk(walking, type, nodes));
    }
    known.get(name)?.(object, path, visit);
  };
}

function eachObject(value: unknown, path: (string | number)[], visit: VisitValue, walk: Walk): void {
  if (isObject(value)) walk(value, path, visit);
  if (!Array.isArray(value)) return;
  for (let index = 0; index < value.length; index++) {
    path.push(index);
    eachObject(value[index], path, visit, walk);
    path.pop();
  }
}
