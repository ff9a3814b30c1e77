import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingHttpHeaders } from "node:http";
import { ApolloServer, HeaderMap } from "@apollo/server";
import type { HTTPGraphQLResponse } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { Logger } from "pino";
import type { Limits } from "../limits/index.ts";
import type { RequestContext } from "../types.ts";
import { formatError } from "./formatError.ts";
import type { GraphqlRequest } from "./graphqlRequest.ts";
import { meshGateway } from "./meshGateway.ts";
import type { CurrentMesh } from "./meshGateway.ts";
import type { Reply } from "./reply.ts";

/** Parses, validates and has the mesh answer. */
export interface GraphqlServer {
  /** Starts with the first request, when there is a mesh. */
  answer(request: GraphqlRequest, headers: IncomingHttpHeaders, context: RequestContext): Promise<Reply>;
  stop(): Promise<void>;
}

/** How many selections, fragments expanded, may be walked: the second wall behind the limit of fields. */
const MAX_RECURSIVE_SELECTIONS = 10_000;

/** Apollo Server over the current mesh, with each default that leaks, reports or is unbounded turned off. */
export function createGraphqlServer(mesh: CurrentMesh, limits: Limits, log: Logger): GraphqlServer {
  // Apollo tells its formatError nothing of the request.
  const contexts = new AsyncLocalStorage<RequestContext>();
  let starting: Promise<ApolloServer<RequestContext>> | undefined;

  const started = (): Promise<ApolloServer<RequestContext>> =>
    (starting ??= start(mesh, limits, log, contexts).catch((error: unknown) => {
      starting = undefined;
      throw error;
    }));

  return {
    answer: async (request, headers, context) => {
      const apollo = await started();
      const response = await contexts.run(context, () =>
        apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: { method: "POST", headers: headerMap(headers), search: "", body: request },
          context: () => Promise.resolve(context),
        }),
      );
      return toReply(response);
    },
    stop: async () => (await starting?.catch(() => undefined))?.stop(),
  };
}

async function start(
  mesh: CurrentMesh,
  limits: Limits,
  log: Logger,
  contexts: AsyncLocalStorage<RequestContext>,
): Promise<ApolloServer<RequestContext>> {
  const apollo = new ApolloServer<RequestContext>({
    gateway: meshGateway(mesh, log),
    formatError: (_, error) => formatError(error, { requestId: contexts.getStore()?.requestId ?? "", log }),
    logger: log,
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    maxRecursiveSelections: MAX_RECURSIVE_SELECTIONS,
    parseOptions: { maxTokens: limits.tokens },
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}

function headerMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, String(value));
  }
  return map;
}

function toReply({ status, headers, body }: HTTPGraphQLResponse): Reply {
  if (body.kind !== "complete") throw new TypeError("a mesh answers at once, not in parts");
  return {
    status: status ?? 200,
    headers: { ...Object.fromEntries(headers), "cache-control": "no-store" },
    body: body.string,
  };
}
