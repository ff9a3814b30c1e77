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
import type { Accepted } from "./accepted.ts";
import { meshGateway } from "./meshGateway.ts";
import type { CurrentMesh } from "./meshGateway.ts";
import { MOST_VALIDATION_ERRORS } from "./checkText.ts";
import { resultText } from "./resultText.ts";
import { statusPlugin } from "./statusPlugin.ts";

/** What Apollo Server stands on here. */
export interface ApolloParts {
  readonly mesh: CurrentMesh;
  readonly limits: Limits;
  readonly log: Logger;
  readonly formatError: (error: unknown) => GraphQLFormattedError;
  /** In which type the answer to the request under way is wanted. */
  readonly accepted: () => Accepted | undefined;
}

/** How many selections, fragments expanded, may be walked: the second wall behind the limit of fields. */
const MAX_RECURSIVE_SELECTIONS = 10_000;

/** Headers no page of another origin can send without having asked first: one of them proves that it was no form or image. */
const PREFLIGHTED_HEADERS = ["authorization", "x-apollo-operation-name", "apollo-require-preflight"];

/** Apollo Server over the current mesh, with each default that leaks, reports or is unbounded turned off. */
export function apolloServer({
  mesh,
  limits,
  log,
  formatError,
  accepted,
}: ApolloParts): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway: meshGateway(mesh, log),
    formatError: (_, error) => formatError(error),
    logger: log,
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: { requestHeaders: PREFLIGHTED_HEADERS },
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    maxRecursiveSelections: MAX_RECURSIVE_SELECTIONS,
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { maxErrors: MOST_VALIDATION_ERRORS },
    stringifyResult: resultText,
    stopOnTerminationSignals: false,
    plugins: [
      statusPlugin(accepted),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
