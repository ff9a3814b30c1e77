import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingHttpHeaders } from "node:http";
import { HeaderMap } from "@apollo/server";
import type { HTTPGraphQLResponse } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import type { RequestContext } from "../types.ts";
import { apolloServer } from "./apolloServer.ts";
import type { ApolloParts } from "./apolloServer.ts";
import { formatError } from "./formatError.ts";
import type { GraphqlRequest } from "./graphqlRequest.ts";
import { lazily } from "./lazily.ts";
import type { Reply } from "./reply.ts";

/** Parses, validates and has the mesh answer. */
export interface GraphqlServer {
  /** Starts with the first request. There is a mesh by then. */
  answer(request: GraphqlRequest, headers: IncomingHttpHeaders, context: RequestContext): Promise<Reply>;
  stop(): Promise<void>;
}

/** Apollo Server without an HTTP framework around it. */
export function createGraphqlServer(parts: Omit<ApolloParts, "formatError">): GraphqlServer {
  // Apollo does not tell its formatError which request an error belongs to.
  const contexts = new AsyncLocalStorage<RequestContext>();
  const format = (error: unknown): GraphQLFormattedError => {
    const context = contexts.getStore();
    const requestId = context?.requestId ?? "unknown";
    const formatted = formatError(error, { requestId, log: parts.log.child({ requestId }) });
    context?.note({ code: formatted.extensions.code });
    return formatted;
  };
  let stop: (() => Promise<void>) | undefined;
  const started = lazily(async () => {
    const apollo = apolloServer({ ...parts, formatError: format });
    await apollo.start();
    stop = () => apollo.stop();
    return apollo;
  });

  return {
    answer: async (request, headers, context) => {
      const apollo = await started();
      const httpGraphQLRequest = { method: "POST", headers: headerMap(headers), search: "", body: request };
      const response = await contexts.run(context, () =>
        apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: () => Promise.resolve(context) }),
      );
      return toReply(response);
    },
    stop: async () => stop?.(),
  };
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
