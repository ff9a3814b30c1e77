import {
  type GraphQLNullableType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
} from "graphql";
import { isObject, type JsonObject } from "../execute/run.ts";
import { BUBBLE, type Complete, type Completing, ITEM, noteGap, type PlaceOf } from "./completing.ts";
import { type Leaf, leafOf } from "./leaf.ts";

/** Completes a value that may be null, or missing. */
export type CompleteAny = Complete;

/** Compiles the completion of the objects at a place. */
export type CompileObject = (place: PlaceOf) => (object: JsonObject, completing: Completing) => unknown;

/**
 * Compiles the completion of values of a type (GraphQL spec, 6.4.3): nulls bubble to where one can be, and each is told
 * once.
 */
export function completeValue(type: GraphQLOutputType, place: PlaceOf, objects: CompileObject): CompleteAny {
  if (isNonNullType(type)) return required(completeNullable(type.ofType, place, objects), place);
  return optional(completeNullable(type, place, objects));
}

function required(complete: Complete, place: PlaceOf): CompleteAny {
  return (value, completing) => {
    if (value !== null && value !== undefined) return complete(value, completing);
    noteGap(completing, place);
    return BUBBLE;
  };
}

function optional(complete: Complete): CompleteAny {
  return (value, completing) => {
    if (value === null || value === undefined) return null;
    const completed = complete(value, completing);
    return completed === BUBBLE ? null : completed;
  };
}

function completeNullable(
  type: GraphQLNullableType & GraphQLOutputType,
  place: PlaceOf,
  objects: CompileObject,
): Complete {
  if (isListType(type)) return list(completeValue(type.ofType, [...place, ITEM], objects), place);
  if (isLeafType(type)) return leaf(leafOf(type), place);
  return object(objects(place), place);
}

function leaf(of: Leaf, place: PlaceOf): Complete {
  return (value, completing) => {
    const completed = of(value);
    if (completed !== undefined) return completed;
    noteGap(completing, place);
    return BUBBLE;
  };
}

function object(complete: ReturnType<CompileObject>, place: PlaceOf): Complete {
  return (value, completing) => {
    if (isObject(value)) return complete(value, completing);
    noteGap(completing, place);
    return BUBBLE;
  };
}

function list(complete: CompleteAny, place: PlaceOf): Complete {
  const depth = place.filter((segment) => segment === ITEM).length;
  return (value, completing) => {
    if (!Array.isArray(value)) {
      noteGap(completing, place);
      return BUBBLE;
    }
    const { indices } = completing;
    const items: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      indices[depth] = index;
      const item = complete(value[index], completing);
      if (item === BUBBLE) return BUBBLE;
      items.push(item);
    }
    return items;
  };
}
