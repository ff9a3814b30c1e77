import type { ApolloServer } from "@apollo/server";
import type { Subgraph, SubgraphProblem, SubgraphRequest, SubgraphResponse } from "@datamesh/kernel/graphql";
import type { Consumer } from "@datamesh/kernel/policy";
import { verifyServiceToken } from "@datamesh/kernel/servicetoken";
import { apolloServer } from "./apolloServer.ts";
import { catalogSchema } from "./catalogSchema.ts";
import { catalogScope, type CatalogScope, type CatalogSources } from "./catalogScope.ts";
import { readRequest } from "./readRequest.ts";
import { refusal } from "./refusal.ts";

/** What the catalog's subgraph is made of. */
export interface CatalogSubgraphOptions extends CatalogSources {
  /** The 32 bytes the gateway shares with the catalog and no other subgraph. */
  readonly serviceKey: Uint8Array;
  readonly now: () => Date;
  /** Where failures go that a consumer must not see. */
  readonly log?: (problem: SubgraphProblem) => void;
}

/**
 * Builds and starts the catalog's subgraph. It is served like every product subgraph: whoever has the gateway's token
 * for this subgraph and this body may read it, nobody else.
 */
export async function createCatalogSubgraph(options: CatalogSubgraphOptions): Promise<Subgraph> {
  const { log = () => undefined } = options;
  const { sdl, schema } = await catalogSchema();
  const server = apolloServer(schema, log);
  await server.start();
  const admit = serviceDoor(options);
  let stopped = false;
  return {
    name: "catalog",
    sdl,
    handle: async (request) => {
      const { requestId } = request;
      try {
        const consumer = await admit(request);
        if (consumer === undefined) return refusal("UNAUTHENTICATED");
        if (stopped) return refusal("UNAVAILABLE");
        return await execute(server, request.body, catalogScope(options, { consumer, requestId }));
      } catch (error) {
        log({ subgraph: "catalog", requestId, message: "a request failed before it was executed", error });
        return refusal("INTERNAL");
      }
    },
    stop: () => {
      stopped = true;
      return server.stop();
    },
  };
}

/** Answers the consumer a service token vouches for; undefined without a token for this body, the reason logged. */
function serviceDoor({ serviceKey, now, log }: CatalogSubgraphOptions) {
  return async ({ authorization, body, requestId }: SubgraphRequest): Promise<Consumer | undefined> => {
    const [, token = ""] = /^Bearer ([^\s]+)$/i.exec(authorization) ?? [];
    const check = await verifyServiceToken({ key: serviceKey, subgraph: "catalog", token, body, now: now() });
    if (check.ok) return check.consumer;
    const message = `a service token was refused: ${check.reason}`;
    log?.({ subgraph: "catalog", requestId, message, error: undefined });
    return undefined;
  };
}

async function execute(
  server: ApolloServer<CatalogScope>,
  body: string,
  contextValue: CatalogScope,
): Promise<SubgraphResponse> {
  const operation = readRequest(body);
  if (operation === undefined) return refusal("BAD_USER_INPUT");
  const { body: answer } = await server.executeOperation(operation, { contextValue });
  if (answer.kind !== "single") throw new TypeError("an incremental answer");
  return { status: 200, body: JSON.stringify(answer.singleResult) };
}
