import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import type { Limits } from "../limits/index.ts";
import type { RequestContext } from "../types.ts";
import { meshGateway } from "./meshGateway.ts";
import type { CurrentMesh } from "./meshGateway.ts";
import { unavailablePlugin } from "./unavailablePlugin.ts";

/** What Apollo Server stands on here. */
export interface ApolloParts {
  readonly mesh: CurrentMesh;
  readonly limits: Limits;
  readonly log: Logger;
  readonly formatError: (error: unknown) => GraphQLFormattedError;
}

/** How many selections, fragments expanded, may be walked: the second wall behind the limit of fields. */
const MAX_RECURSIVE_SELECTIONS = 10_000;

/** Apollo Server over the current mesh, with each default that leaks, reports or is unbounded turned off. */
export function apolloServer({ mesh, limits, log, formatError }: ApolloParts): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway: meshGateway(mesh, log),
    formatError: (_, error) => formatError(error),
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
      unavailablePlugin(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
