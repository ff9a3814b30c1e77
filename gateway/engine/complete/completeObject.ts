import { getNamedType, type GraphQLObjectType, isAbstractType, isNonNullType, isObjectType } from "graphql";
import type { JsonObject } from "../execute/run.ts";
import { BUBBLE, type Completing, noteGap, type PlaceOf } from "./completing.ts";
import { completeValue } from "./completeValue.ts";
import { type FieldSlot, type ShapeParts, type Slot, slotsOf } from "./slots.ts";

/** Completes an object, or answers BUBBLE. */
export type CompleteObject = (object: JsonObject, completing: Completing) => unknown;

/** What compiling an operation's completion goes by. */
export interface Compiling {
  readonly parts: ShapeParts;
  /** By response keys and type, joined by spaces: the number of a place at which only data tells whether it occurs. */
  readonly uncertain: Map<string, number>;
}

/** Where objects stand: below an interface or union it depends on the data which there are. */
interface Where {
  readonly place: PlaceOf;
  readonly isCertain: boolean;
}

/** Compiles the completion of objects that have these slots. */
export function completeObject(
  compiling: Compiling,
  type: GraphQLObjectType,
  slots: readonly Slot[],
  where: Where,
): CompleteObject {
  const parts = slots.map((slot) => ({
    key: slot.key,
    complete: completeSlot(compiling, type, slot, where),
  }));
  // A consumer may choose any alias: one that all objects inherit must become a key like any other.
  const isPlain = !slots.some(({ key }) => key in {});
  return (object, completing) => {
    const completed = isPlain ? {} : (Object.create(null) as JsonObject);
    for (const { key, complete } of parts) {
      const value = complete(object, completing);
      if (value === BUBBLE) return BUBBLE;
      completed[key] = value;
    }
    return completed;
  };
}

function completeSlot(
  compiling: Compiling,
  type: GraphQLObjectType,
  slot: Slot,
  { place, isCertain }: Where,
): CompleteObject {
  switch (slot.kind) {
    case "typename":
      return () => type.name;
    case "introspection":
      return (object) => object[slot.key] ?? null;
    case "leftOut":
      return () => (isNonNullType(slot.type) ? BUBBLE : null);
    case "fetched": {
      const { fetched } = slot;
      const objects = (at: PlaceOf) => objectsAt(compiling, slot, { place: at, isCertain });
      const complete = completeValue(slot.type, [...place, slot.key], objects);
      return (object, completing) => complete(object[fetched], completing);
    }
  }
}

function objectsAt(compiling: Compiling, slot: FieldSlot, where: Where): CompleteObject {
  const named = getNamedType(slot.type);
  const complete = isObjectType(named)
    ? objectsOf(compiling, named, slot, where)
    : byType(compiling, slot, where);
  const { presenceKey } = slot;
  if (presenceKey === undefined) return complete;
  return (object, completing) =>
    (object[presenceKey] ?? null) === null ? BUBBLE : complete(object, completing);
}

/** For each type of object when it first occurs: an interface can have a thousand of them. */
function byType(compiling: Compiling, slot: FieldSlot, { place }: Where): CompleteObject {
  const { schema, typeKey } = compiling.parts;
  const abstract = getNamedType(slot.type);
  const known = new Map<unknown, CompleteObject>();
  const compile = (name: unknown): CompleteObject => {
    const type = typeof name === "string" ? schema.getType(name) : undefined;
    if (!isObjectType(type) || !isAbstractType(abstract) || !schema.isSubType(abstract, type))
      return gapAt(place);
    const complete = objectsOf(compiling, type, slot, { place, isCertain: false });
    known.set(name, complete);
    return complete;
  };
  return (object, completing) => {
    const name = object[typeKey];
    return (known.get(name) ?? compile(name))(object, completing);
  };
}

function gapAt(place: PlaceOf): CompleteObject {
  return (_object, completing) => {
    noteGap(completing, place);
    return BUBBLE;
  };
}

function objectsOf(
  compiling: Compiling,
  type: GraphQLObjectType,
  slot: FieldSlot,
  where: Where,
): CompleteObject {
  const complete = completeObject(compiling, type, slotsOf(compiling.parts, type, slot.nodes), where);
  if (where.isCertain) return complete;
  const number = numberOf(compiling, where.place, type);
  return (object, completing) => {
    completing.occurred[number] = true;
    return complete(object, completing);
  };
}

function numberOf({ uncertain }: Compiling, place: PlaceOf, type: GraphQLObjectType): number {
  const key = placeKey(
    place.filter((segment) => typeof segment === "string"),
    type.name,
  );
  const number = uncertain.get(key) ?? uncertain.size;
  uncertain.set(key, number);
  return number;
}

/** The key of a place among those at which a type may occur. */
export const placeKey = (path: readonly string[], type: string): string => [...path, type].join(" ");
