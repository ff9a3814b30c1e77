import { federationEngine } from "../engine/index.ts";
import type { Mesh, SubgraphTransport } from "../types.ts";
import { accounting } from "./account.ts";
import type { Engine } from "./answeringEngine.ts";
import { introspector } from "./introspect.ts";
import { linkedRows } from "./linkedRows.ts";
import { measuredAnswers } from "./measuredAnswers.ts";
import { operationPreparer } from "./prepareOperation.ts";
import { publicSchema } from "./publicSchema.ts";
import { subgraphCaller, type SubgraphReach } from "./subgraphCaller.ts";

/** What a mesh is made of that is nothing but a supergraph. */
export interface SupergraphMeshParts {
  readonly supergraphSdl: string;
  /** Undefined for a subgraph nobody knows how to reach. `subgraphUrls` tells what the supergraph says of them. */
  readonly transportTo: (subgraph: string) => SubgraphTransport | undefined;
  readonly deadlineMs?: number;
  readonly calls?: SubgraphReach["calls"];
}

/**
 * Makes a mesh of any supergraph (join specification), without products, rules and service tokens: everybody may ask
 * for everything, and subgraphs are asked without a word about who does. Not for what anybody else can reach. Throws
 * TypeError for what is no supergraph.
 */
export function supergraphMesh(parts: SupergraphMeshParts): Mesh {
  const { supergraphSdl, transportTo, deadlineMs, calls } = parts;
  const federation = federationEngine(supergraphSdl);
  const schema = publicSchema(supergraphSdl);
  const links = linkedRows([]);
  const reach = { transportTo, ...(deadlineMs !== undefined && { deadlineMs }), ...(calls && { calls }) };
  const engine: Engine = {
    apiSchema: schema,
    products: [],
    productOf: () => undefined,
    prepare: operationPreparer({ schema, links, engine: federation, isPersonal: () => false }),
    evaluate: () => Promise.resolve([]),
    callerFor: (context) => subgraphCaller(reach, context),
    introspect: introspector(() => schema),
    findAccesses: () => [],
    accountFor: accounting({ products: [], findAccesses: () => [] }),
    waitMilliseconds: 0,
  };
  return {
    supergraphSdl,
    apiSchema: schema,
    visibleSchema: () => ({ schema, key: "" }),
    answer: measuredAnswers(engine, undefined),
    products: [],
    productsOf: () => undefined,
    append: () => Promise.resolve({ ok: false, errors: [] }),
  };
}
