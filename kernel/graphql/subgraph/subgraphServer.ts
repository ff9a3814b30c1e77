import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";

const silent = () => undefined;

/**
 * An Apollo Server without an HTTP side, and without what it would tell or send on its own: introspection, hints
 * about names, traces, reports, persisted queries, signal handlers.
 */
export function subgraphServer<Scope extends object>(
  schema: GraphQLSchema,
  plugin: ApolloServerPlugin<Scope>,
): ApolloServer<Scope> {
  return new ApolloServer<Scope>({
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
