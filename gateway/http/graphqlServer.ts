import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingHttpHeaders } from "node:http";
import { HeaderMap } from "@apollo/server";
import type { HTTPGraphQLRequest, HTTPGraphQLResponse } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import type { AskedOperation } from "./answerDirectly.ts";
import { apolloServer } from "./apolloServer.ts";
import type { ApolloParts } from "./apolloServer.ts";
import type { Exchange } from "./exchange.ts";
import { hasAlready, tagOfType } from "./entityTag.ts";
import { formatError } from "./formatError.ts";
import type { GraphqlRequest } from "./graphqlRequest.ts";
import { lazily } from "./lazily.ts";
import type { Reply } from "./reply.ts";

/** Answers requests whose documents have been checked. */
export interface GraphqlServer {
  /** Starts with the first request. There is a mesh by then. */
  answer(asked: AskedOperation, exchange: Exchange): Promise<Reply>;
  stop(): Promise<void>;
}

interface UnderWay {
  readonly asked: AskedOperation;
  readonly exchange: Exchange;
}

/** Apollo Server without an HTTP framework around it. */
export function createGraphqlServer(parts: Omit<ApolloParts, "formatError" | "accepted">): GraphqlServer {
  // Apollo does not tell its formatError which request an error belongs to.
  const underWay = new AsyncLocalStorage<UnderWay>();
  const format = (error: unknown): GraphQLFormattedError => {
    const exchange = underWay.getStore()?.exchange;
    const formatted = formatError(error, exchange ?? { requestId: "unknown", log: parts.log });
    exchange?.note({ code: formatted.extensions.code });
    return formatted;
  };
  let stop: (() => Promise<void>) | undefined;
  const started = lazily(async () => {
    const accepted = () => underWay.getStore()?.asked.accepted;
    const apollo = apolloServer({ ...parts, formatError: format, accepted });
    await apollo.start();
    stop = () => apollo.stop();
    return apollo;
  });

  return {
    answer: async (asked, exchange) => {
      const apollo = await started();
      const { context, mesh, document, request, cost } = asked;
      const { method, headers } = exchange.request;
      const httpGraphQLRequest = { headers: headerMap(headers), ...sentAs(method, request) };
      const checked = { ...context, mesh, document, cost };
      const response = await underWay.run({ asked, exchange }, () =>
        apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: () => Promise.resolve(checked) }),
      );
      return toReply(response, exchange);
    },
    stop: async () => stop?.(),
  };
}

/** By whoever asked, and only to ask about it again. */
const MAY_BE_KEPT = { "cache-control": "private, no-cache", vary: "authorization, x-purpose, accept" };
const NOT_MODIFIED = 304;

function sentAs(
  method: string | undefined,
  { query, operationName, variables }: GraphqlRequest,
): Omit<HTTPGraphQLRequest, "headers"> {
  const name = operationName === undefined ? {} : { operationName };
  if (method === "POST") return { method, search: "", body: { query, variables, ...name } };
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  if (operationName !== undefined) search.set("operationName", operationName);
  return { method: "GET", search: search.toString(), body: undefined };
}

function headerMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, String(value));
  }
  return map;
}

function toReply({ status, headers, body }: HTTPGraphQLResponse, { request }: Exchange): Reply {
  if (body.kind !== "complete") throw new TypeError("a mesh answers at once, not in parts");
  const untyped = request.method === "GET" ? headers.get("etag") : undefined;
  const tag = untyped === undefined ? undefined : tagOfType(untyped, headers.get("content-type"));
  headers.delete("etag");
  const all: Record<string, string> = {
    ...Object.fromEntries(headers),
    ...(tag === undefined ? { "cache-control": "no-store" } : { ...MAY_BE_KEPT, etag: tag }),
  };
  if (tag !== undefined && hasAlready(tag, request.headers["if-none-match"])) {
    const { "content-type": _type, "content-length": _length, ...rest } = all;
    return { status: NOT_MODIFIED, headers: rest, body: "" };
  }
  return { status: status ?? 200, headers: all, body: body.string };
}
