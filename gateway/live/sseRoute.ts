import { MeshError } from "@datamesh/kernel";
import type { ServerResponse } from "node:http";
import { authenticateRequest } from "../http/authenticateRequest.ts";
import { readBearer } from "../authenticate/index.ts";
import { declarePurpose } from "../http/declarePurpose.ts";
import type { Exchange } from "../http/exchange.ts";
import { readGraphqlRequest } from "../http/graphqlRequest.ts";
import { invalidReply } from "../http/invalidReply.ts";
import { readJsonBody } from "../http/readBody.ts";
import { readSearch } from "../http/readSearch.ts";
import { refusalReply } from "../http/refusal.ts";
import type { Reply } from "../http/reply.ts";
import type { Handler } from "../http/router.ts";
import { GONE } from "./follow.ts";
import { noReading } from "./noReading.ts";
import type { Subscriptions } from "./subscriptions.ts";
import { writeEvents } from "./writeEvents.ts";

const JSON_ANSWER = { type: "application/json", named: false } as const;

const HEADERS = Object.freeze({
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  // What gathers what is sent would keep events back.
  "x-accel-buffering": "no",
});

/**
 * Answers an operation as a stream of server-sent events (GraphQL over SSE, distinct connections mode): who asks, for
 * which purpose and what is decided as for any query, and refused as one, before the stream begins.
 */
export function sseRoute(subscriptions: Subscriptions): Handler {
  return async (exchange) => {
    const { verifyToken, limits } = subscriptions.door;
    const authenticated = await authenticateRequest(exchange, verifyToken);
    if (!authenticated.ok) return refusalReply(authenticated.refusal, exchange);
    const declared = declarePurpose(exchange, authenticated.found);
    if (!declared.ok) return refusalReply(declared.refusal, exchange);
    const { request } = exchange;
    const body =
      request.method === "POST" ? await readJsonBody(request, limits) : readSearch(request.url ?? "");
    const asked = body.ok ? readGraphqlRequest(body.found, request.headers) : body;
    if (!asked.ok) return refusalReply(asked.refusal, exchange);
    if (asked.found.reading !== undefined) return refusalReply({ error: noReading() }, exchange);
    const token = readBearer(request.headers.authorization) ?? "";
    const session = subscriptions.session(token, declared.found);
    return openStream(subscriptions, exchange, session, asked.found.request);
  };
}

async function openStream(
  subscriptions: Subscriptions,
  exchange: Exchange,
  session: ReturnType<Subscriptions["session"]>,
  request: Parameters<Subscriptions["open"]>[0]["request"],
): Promise<Reply> {
  const { requestId, note, log } = exchange;
  const leaving = new AbortController();
  try {
    const mayMutate = exchange.request.method === "POST";
    const opened = await subscriptions.open({
      request,
      session,
      requestId,
      note,
      log,
      mayMutate,
      transport: "sse",
      gone: leaving.signal,
    });
    if (opened.kind === "invalid") {
      session.stop();
      return invalidReply(opened, JSON_ANSWER, exchange);
    }
    const body = (response: ServerResponse): void => {
      response.once("close", () => leaving.abort(GONE));
      void writeEvents(response, opened.results, subscriptions.settings).finally(() => {
        session.stop();
        opened.close();
      });
    };
    return { status: 200, headers: HEADERS, body };
  } catch (error) {
    session.stop();
    if (error instanceof MeshError) return refusalReply({ error, headers: whenToComeBack(error) }, exchange);
    throw error;
  }
}

/** The header of a refusal that knows when it would be none (RFC 9110, 10.2.3). */
function whenToComeBack({ details: { retryAfter } }: MeshError): Reply["headers"] {
  return typeof retryAfter === "number" ? { "retry-after": String(retryAfter) } : {};
}
