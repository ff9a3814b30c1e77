import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { errorCode, formatError, type SubgraphProblem } from "@datamesh/kernel/graphql";
import type { GraphQLSchema } from "graphql";
import type { CatalogScope } from "./catalogScope.ts";

const silent = (): void => undefined;

/** An Apollo Server without an HTTP side, and without what it would tell or send on its own. */
export function apolloServer(
  schema: GraphQLSchema,
  log: (problem: SubgraphProblem) => void,
): ApolloServer<CatalogScope> {
  return new ApolloServer<CatalogScope>({
    schema,
    nodeEnv: "production",
    introspection: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    plugins: [
      showErrors(log),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Shows errors by their closed code, and logs those that are ours. */
function showErrors(log: (problem: SubgraphProblem) => void): ApolloServerPlugin<CatalogScope> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ errors, response, contextValue }) => {
        if (errors === undefined || response.body.kind !== "single") return;
        const { requestId } = contextValue;
        response.body.singleResult.errors = errors.map((error) => formatError(error, requestId));
        for (const error of errors) {
          const code = errorCode(error);
          if (code !== "INTERNAL" && code !== "UNAVAILABLE") continue;
          const message = `${code}: ${error.message}`;
          log({ subgraph: "catalog", requestId, message, error: error.originalError ?? error });
        }
      },
    }),
  };
}
