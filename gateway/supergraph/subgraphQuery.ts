import type { SubgraphQuery } from "../engine/index.ts";

/** A query that the gateway itself asks a subgraph. */
export interface OwnQuery {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** It as a request that is ready to be sent. */
export function subgraphQuery(own: OwnQuery): SubgraphQuery {
  return { body: JSON.stringify(own), repeatable: true };
}
