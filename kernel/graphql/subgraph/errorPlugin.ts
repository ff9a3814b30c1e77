import type { ApolloServerPlugin } from "@apollo/server";
import { errorCode, formatError } from "../formatError.ts";

/** A failure for the operator, with what a consumer must not see. */
export interface SubgraphProblem {
  readonly subgraph: string;
  readonly requestId: string;
  readonly message: string;
  readonly error: unknown;
}

/** Shows errors by their closed code, and logs those that are ours. */
export function errorPlugin(
  subgraph: string,
  log: (problem: SubgraphProblem) => void,
): ApolloServerPlugin<{ readonly requestId: string }> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ errors, response, contextValue }) => {
        if (errors === undefined || response.body.kind !== "single") return;
        const { requestId } = contextValue;
        response.body.singleResult.errors = errors.map((error) => formatError(error, requestId));
        for (const error of errors) {
          const code = errorCode(error);
          if (code !== "INTERNAL" && code !== "UNAVAILABLE") continue;
          log({
            subgraph,
            requestId,
            message: `${code}: ${error.message}`,
            error: error.originalError ?? error,
          });
        }
      },
    }),
  };
}
