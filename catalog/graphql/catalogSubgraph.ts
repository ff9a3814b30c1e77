import { serveSubgraph, type Subgraph, type SubgraphProblem } from "@datamesh/kernel/graphql";
import type { ServiceKeys } from "@datamesh/kernel/servicetoken";
import type { Tracer } from "@datamesh/kernel/trace";
import { catalogSchema } from "./catalogSchema.ts";
import { catalogScope, type CatalogScope, type CatalogSources } from "./catalogScope.ts";

/** What the catalog's subgraph is made of. */
export interface CatalogSubgraphOptions extends CatalogSources {
  /** The 32 bytes the gateway shares with the catalog and no other subgraph. */
  readonly serviceKey: ServiceKeys;
  readonly now: () => Date;
  /** Goes on with the traces of the gateway; nothing is traced unless given. */
  readonly tracer?: Tracer;
  /** Where failures go that a consumer must not see. */
  readonly log?: (problem: SubgraphProblem) => void;
}

/**
 * Builds and starts the catalog's subgraph. It is served like every product subgraph: whoever has the gateway's token
 * for this subgraph and this body may read it, nobody else.
 */
export async function createCatalogSubgraph(options: CatalogSubgraphOptions): Promise<Subgraph> {
  return serveSubgraph<CatalogScope>({
    ...(await catalogSchema()),
    ...options,
    name: "catalog",
    scope: (asker) => catalogScope(options, asker),
  });
}
