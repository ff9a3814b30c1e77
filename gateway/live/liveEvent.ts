import type { MeshError } from "@datamesh/kernel";
import type { GraphQLFormattedError } from "graphql";

/** One response of a stream (GraphQL, 7.1), errors as a consumer may see them. */
export interface LiveResult {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What was read for a subscriber. */
export interface LiveEvent {
  readonly result: LiveResult;
  /** The position in the product's history behind which the next event is; absent where there is none to go on from. */
  readonly position?: string;
}

/** Why a subscription cannot go on. */
export interface LiveEnd {
  readonly errors: readonly (GraphQLFormattedError | MeshError)[];
}

/** What reading found: events, and up to where; or why it is the end. */
export type LiveRead =
  | {
      readonly kind: "events";
      readonly events: readonly LiveEvent[];
      readonly position?: string;
      readonly hasMore: boolean;
    }
  | ({ readonly kind: "end" } & LiveEnd);
