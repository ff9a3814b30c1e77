import type { GraphQLOutputType } from "graphql";
import { BUBBLE } from "./completing.ts";
import { completeValue } from "./completeValue.ts";

/**
 * Compiles what a fetched value of a leaf type, or of lists of them, is answered as (GraphQL spec, 6.4.3); undefined for
 * what is none of the type.
 */
export function leafValue(type: GraphQLOutputType): (fetched: unknown) => unknown {
  const complete = completeValue(type, [], () => () => BUBBLE);
  return (fetched) => {
    const value = complete(fetched, { indices: [], gaps: [], occurred: [] });
    return value === BUBBLE ? undefined : value;
  };
}
