import { MeshError } from "@datamesh/kernel";
import { authenticateRequest } from "../http/authenticateRequest.ts";
import { readBearer } from "../authenticate/index.ts";
import { declarePurpose } from "../http/declarePurpose.ts";
import type { Exchange } from "../http/exchange.ts";
import { readGraphqlRequest, type SentRequest } from "../http/graphqlRequest.ts";
import { invalidReply } from "../http/invalidReply.ts";
import { readJsonBody } from "../http/readBody.ts";
import { readSearch } from "../http/readSearch.ts";
import { refusalReply } from "../http/refusal.ts";
import type { Reply } from "../http/reply.ts";
import type { Handler } from "../http/router.ts";
import { GONE } from "./follow.ts";
import { noReading } from "./noReading.ts";
import { onlyReply, streamReply } from "./sseReplies.ts";
import { startedStream } from "./startedStream.ts";
import type { Subscriptions } from "./subscriptions.ts";
import type { TokenSession } from "./tokenSession.ts";

const JSON_ANSWER = { type: "application/json", named: false } as const;

/**
 * Answers an operation as a stream of server-sent events (GraphQL over SSE, distinct connections mode): who asks, for
 * which purpose and what is decided as for any query, and refused as one, with what the first read finds out, before the
 * stream begins.
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
  session: TokenSession,
  request: SentRequest,
): Promise<Reply> {
  const { requestId, note, log, signal } = exchange;
  const leaving = new AbortController();
  const leave = (): void => leaving.abort(GONE);
  signal.addEventListener("abort", leave, { once: true });
  let letGo = (): void => undefined;
  const close = (): void => {
    letGo();
    session.stop();
    signal.removeEventListener("abort", leave);
  };
  try {
    const begun = Promise.withResolvers<void>();
    const opened = await subscriptions.open({
      request,
      session,
      requestId,
      note,
      log,
      mayMutate: exchange.request.method === "POST",
      transport: "sse",
      gone: leaving.signal,
      begun: begun.resolve,
    });
    if (opened.kind === "invalid") {
      close();
      return invalidReply(opened, JSON_ANSWER, exchange);
    }
    letGo = opened.close;
    const started = await startedStream(opened.results, begun.promise);
    return started.kind === "begun"
      ? streamReply(started.results, subscriptions.settings, { leave, close })
      : onlyReply(started.result, exchange, subscriptions.settings, { leave, close });
  } catch (error) {
    close();
    if (error instanceof MeshError) return refusalReply({ error, headers: whenToComeBack(error) }, exchange);
    throw error;
  }
}

/** The header of a refusal that knows when it would be none (RFC 9110, 10.2.3). */
function whenToComeBack({ details: { retryAfter } }: MeshError): Reply["headers"] {
  return typeof retryAfter === "number" ? { "retry-after": String(retryAfter) } : {};
}
