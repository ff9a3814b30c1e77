import {
  getNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { FieldSlot, ResponseShape, Slot } from "./responseShape.ts";

type Json = Readonly<Record<string, unknown>>;

/** What was fetched, and what it takes to give it the shape the consumer asked for. */
export interface Fetched {
  readonly schema: GraphQLSchema;
  readonly shape: ResponseShape;
  readonly data: Json;
  /** Whether the object found at a field of a type stands for something that exists; else the field is null. */
  readonly exists?: Exists;
}

/** Decides it by where the object stands and what was fetched of it. */
export type Exists = (slot: FieldSlot, object: Json) => boolean;

/** Data in the shape of an operation. */
export interface Restored {
  readonly data: Json | null;
  /** Paths at which a value is missing that cannot be null, though nothing was refused there. */
  readonly gaps: readonly (readonly string[])[];
}

/** Stands for a null where the schema allows none: whatever holds it becomes null (GraphQL spec, 6.4.4). */
const BUBBLE = Symbol("null where there cannot be one");

interface Restoring extends Fetched {
  readonly gaps: Map<string, readonly string[]>;
}

/**
 * Gives fetched data the shape of the whole operation: keys in the order and under the aliases in which they
 * were asked for, and null for what was refused, in every row. A null that cannot be bubbles up.
 */
export function restoreShape(fetched: Fetched): Restored {
  const restoring = { ...fetched, gaps: new Map<string, readonly string[]>() };
  const { rootType } = fetched.shape;
  const data = restoreObject(restoring, fetched.shape.slots(rootType), rootType, fetched.data);
  return { data, gaps: [...restoring.gaps.values()] };
}

function restoreObject(
  restoring: Restoring,
  slots: readonly Slot[],
  type: GraphQLObjectType,
  source: Json,
): Json | null {
  // Without a prototype, for a consumer may choose any alias.
  const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const slot of slots) {
    const value = restoreSlot(restoring, slot, type, source);
    if (value === BUBBLE) return null;
    object[slot.key] = value;
  }
  return object;
}

function restoreSlot(restoring: Restoring, slot: Slot, type: GraphQLObjectType, source: Json): unknown {
  switch (slot.kind) {
    case "typename":
      return type.name;
    case "introspection":
      return source[slot.key] ?? null;
    case "refused":
      return isNonNullType(slot.type) ? BUBBLE : null;
    case "fetched":
      return restoreValue(restoring, slot, slot.type, source[slot.fetched]);
  }
}

function restoreValue(
  restoring: Restoring,
  slot: FieldSlot,
  type: GraphQLOutputType,
  value: unknown,
): unknown {
  if (isNonNullType(type)) {
    if (value === null || value === undefined) return gap(restoring, slot, BUBBLE);
    return restoreValue(restoring, slot, type.ofType, value) ?? BUBBLE;
  }
  if (value === null || value === undefined) return null;
  if (isLeafType(type)) return value;
  if (!isListType(type)) return restoreComposite(restoring, slot, value as Json);
  if (!Array.isArray(value)) return gap(restoring, slot, null);
  const items = value.map((item) => restoreValue(restoring, slot, type.ofType, item));
  return items.includes(BUBBLE) ? null : items;
}

function restoreComposite(restoring: Restoring, slot: FieldSlot, source: Json): Json | null {
  const { schema, shape, exists } = restoring;
  if (exists?.(slot, source) === false) return null;
  const named = getNamedType(slot.type);
  const type = isObjectType(named) ? named : schema.getType(String(source[shape.typeKey]));
  if (!isObjectType(type)) return gap(restoring, slot, null);
  return restoreObject(restoring, shape.slots(type, slot), type, source);
}

function gap<Answer>(restoring: Restoring, slot: FieldSlot, answer: Answer): Answer {
  restoring.gaps.set(slot.path.join(" "), slot.path);
  return answer;
}
