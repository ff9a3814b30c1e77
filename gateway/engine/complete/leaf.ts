import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  type GraphQLScalarType,
  GraphQLString,
  isEnumType,
} from "graphql";
import type { JsonObject } from "../execute/run.ts";

/** The value as it is answered; undefined when it is none of the type. */
export type Leaf = (value: unknown) => unknown;

const FURTHEST_INT = 2_147_483_647;

/**
 * Compiles what becomes of a leaf value (GraphQL spec, 6.4.3, "Result Coercion"): what is of its type stays as it is,
 * what specified scalars can be made of is converted as graphql-js does it. Of an enum only values that consumers know
 * are left; a value of a scalar of ours is of its type, whatever it is.
 */
export function leafOf(type: GraphQLLeafType): Leaf {
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => (values.has(value) ? value : undefined);
  }
  const isOf = OF_TYPE.get(type.name);
  if (isOf === undefined) return (value) => value;
  const { scalar, test } = isOf;
  return (value) => (test(value) ? value : converted(scalar, value));
}

interface Specified {
  readonly scalar: GraphQLScalarType;
  readonly test: (value: unknown) => boolean;
}

const OF_TYPE: ReadonlyMap<string, Specified> = new Map(
  [
    { scalar: GraphQLString, test: (value: unknown) => typeof value === "string" },
    { scalar: GraphQLID, test: (value: unknown) => typeof value === "string" },
    { scalar: GraphQLBoolean, test: (value: unknown) => typeof value === "boolean" },
    { scalar: GraphQLFloat, test: (value: unknown) => typeof value === "number" },
    {
      scalar: GraphQLInt,
      test: (value: unknown) =>
        Number.isInteger(value) &&
        (value as number) <= FURTHEST_INT &&
        (value as number) >= -FURTHEST_INT - 1,
    },
  ].map((each) => [each.scalar.name, each]),
);

function converted(scalar: GraphQLScalarType, value: unknown): unknown {
  try {
    return scalar.serialize(value as JsonObject) ?? undefined;
  } catch {
    return undefined;
  }
}
