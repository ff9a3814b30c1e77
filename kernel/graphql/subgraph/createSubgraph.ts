import type { ApolloServer } from "@apollo/server";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse, type DocumentNode } from "graphql";
import type { Queryable } from "../../postgres/database.ts";
import { postgresReader } from "../../postgres/read/index.ts";
import { describe, type Context, type ProductDescriptor } from "../../product/index.ts";
import { contextResolvers, requestScope, type RequestScope, type ServedProduct } from "../resolvers/index.ts";
import { contextTypeDefs } from "../typeDefs/index.ts";
import { errorPlugin, type SubgraphProblem } from "./errorPlugin.ts";
import { refusal } from "./refusal.ts";
import { readOperation } from "./readOperation.ts";
import { serviceDoor } from "./serviceDoor.ts";
import type { SubgraphRequest, SubgraphResponse } from "./subgraphMessage.ts";
import { subgraphServer } from "./subgraphServer.ts";

type SchemaModule = Exclude<
  Exclude<Parameters<typeof buildSubgraphSchema>[0], DocumentNode>[number],
  DocumentNode
>;

/** What a context adds to its subgraph by hand. Its resolvers run with a RequestScope, and guard what they answer. */
export interface SubgraphExtension {
  readonly typeDefs: string;
  readonly resolvers: NonNullable<SchemaModule["resolvers"]>;
}

export interface SubgraphOptions {
  readonly context: Context;
  /** A connection of the context's reading role. */
  readonly database: Queryable;
  /** The 32 bytes the gateway shares with this subgraph and no other. */
  readonly serviceKey: Uint8Array;
  readonly now: () => Date;
  /** Where failures go that a consumer must not see. */
  readonly log?: (problem: SubgraphProblem) => void;
  /** Whether a product's rows hold a field; all of them do unless told otherwise. */
  readonly stored?: (product: ProductDescriptor, field: string) => boolean;
  readonly extension?: SubgraphExtension;
}

/** A context's products in GraphQL, for the gateway and nobody else. */
export interface Subgraph {
  /** The context's name. */
  readonly name: string;
  /** What the context registers for composition. */
  readonly sdl: string;
  /** Answers one request; never rejects. 401 unless the token is the gateway's, for this subgraph and this body. */
  handle(request: SubgraphRequest): Promise<SubgraphResponse>;
  /** Ends what the subgraph started; requests from then on are UNAVAILABLE. The database is the caller's. */
  stop(): Promise<void>;
}

/** Builds and starts the subgraph of a context. Rejects with TypeError when its declarations make no schema. */
export async function createSubgraph(options: SubgraphOptions): Promise<Subgraph> {
  const { context, log = () => undefined } = options;
  const served = servedProducts(options);
  const { sdl, schema } = subgraphSchema(
    served.map(({ product }) => product),
    options.extension,
  );
  const server = subgraphServer(schema, errorPlugin(context.name, log));
  await server.start();
  let stopped = false;
  const admit = serviceDoor({ ...options, subgraph: context.name, log });
  return {
    name: context.name,
    sdl,
    async handle(request) {
      const { requestId } = request;
      try {
        const consumer = await admit(request);
        if (consumer === undefined) return refusal("UNAUTHENTICATED");
        if (stopped) return refusal("UNAVAILABLE");
        return await execute(server, request.body, requestScope(served, { consumer, requestId }));
      } catch (error) {
        log({ subgraph: context.name, requestId, message: "a request failed before it was executed", error });
        return refusal("INTERNAL");
      }
    },
    stop: () => {
      stopped = true;
      return server.stop();
    },
  };
}

function servedProducts({
  context,
  database,
  stored = () => true,
}: SubgraphOptions): readonly ServedProduct[] {
  return context.products.map((declared) => {
    const product = describe(context, declared);
    const holds = (field: string): boolean => stored(product, field);
    const reader = postgresReader({ database, schema: context.schema, product, stored: holds });
    return { product, reader, stored: holds };
  });
}

function subgraphSchema(products: readonly ProductDescriptor[], extension: SubgraphExtension | undefined) {
  const own = contextTypeDefs(products);
  const modules: SchemaModule[] = [{ typeDefs: parse(own), resolvers: contextResolvers(products) }];
  if (extension !== undefined) {
    modules.push({ typeDefs: parse(extension.typeDefs), resolvers: extension.resolvers });
  }
  const sdl = extension === undefined ? own : `${own}\n\n${extension.typeDefs}`;
  return { sdl, schema: buildSubgraphSchema(modules) };
}

async function execute(
  server: ApolloServer<RequestScope>,
  body: string,
  contextValue: RequestScope,
): Promise<SubgraphResponse> {
  const operation = readOperation(body);
  if (operation === undefined) return refusal("BAD_USER_INPUT");
  const { body: answer } = await server.executeOperation(operation, { contextValue });
  if (answer.kind !== "single") throw new TypeError("an incremental answer");
  return { status: 200, body: JSON.stringify(answer.singleResult) };
}
