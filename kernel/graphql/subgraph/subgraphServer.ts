import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { RequestScope } from "../resolvers/index.ts";

const silent = () => undefined;

/**
 * An Apollo Server without an HTTP side, and without what it would tell or send on its own: introspection, hints
 * about names, traces, reports, persisted queries, signal handlers.
 */
export function subgraphServer(
  schema: GraphQLSchema,
  plugin: ApolloServerPlugin<RequestScope>,
): ApolloServer<RequestScope> {
  return new ApolloServer<RequestScope>({
    schema,
    nodeEnv: "production",
    introspection: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    plugins: [
      plugin,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
