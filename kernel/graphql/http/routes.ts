import type { Subgraph } from "../subgraph/serveSubgraph.ts";
import { refusal } from "../subgraph/refusal.ts";
import { headerOf, jsonAnswer, type Route } from "./httpMessage.ts";

/** Whether requests can be served now. */
export type IsReady = () => Promise<boolean> | boolean;

/** What a request id may look like in a log line. */
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * `POST /graphql`: the subgraph, and with an event door `POST /events`: for the gateway and nobody else. The token of a
 * request is bound to its bytes; whatever is asked without one is refused in one and the same way.
 */
export function subgraphRoutes(
  subgraph: Pick<Subgraph, "handle">,
  events?: Pick<Subgraph, "handle">,
): Readonly<Record<string, Route>> {
  return {
    "/graphql": gatewayRoute(subgraph),
    ...(events !== undefined && { "/events": gatewayRoute(events) }),
  };
}

const gatewayRoute = ({ handle }: Pick<Subgraph, "handle">): Route => ({
  POST: (request) => {
    const given = headerOf(request, "x-request-id");
    const requestId = REQUEST_ID.test(given) ? given : "unknown";
    const { body, signal } = request;
    const traceparent = headerOf(request, "traceparent");
    return handle({
      authorization: headerOf(request, "authorization"),
      requestId,
      body,
      ...(signal && { signal }),
      ...(traceparent !== "" && { traceparent }),
    });
  },
  // As what has no token is answered: whoever asks otherwise learns no more.
  "*": () => refusal("UNAUTHENTICATED"),
});

/**
 * The probes: `/health/live` answers 200 as long as the process does, `/health/ready` 200 or 503. Both need no token
 * and tell nothing else.
 */
export function healthRoutes(isReady: IsReady): Readonly<Record<string, Route>> {
  return {
    "/health/live": { GET: () => jsonAnswer(200, { status: "live" }) },
    "/health/ready": {
      GET: async () =>
        (await readily(isReady))
          ? jsonAnswer(200, { status: "ready" })
          : jsonAnswer(503, { status: "unavailable" }, { "retry-after": "1" }),
    },
  };
}

async function readily(isReady: IsReady): Promise<boolean> {
  try {
    return await isReady();
  } catch {
    return false;
  }
}
