import { andThen } from "../andThen.ts";
import type { Exchange } from "./exchange.ts";
import { isListedOrigin } from "./listedOrigin.ts";
import type { Reply } from "./reply.ts";
import { methodNotAllowed, replyOf } from "./router.ts";
import type { Handler, Route } from "./router.ts";

/** What pages of other origins may do (Fetch, 3.3). */
export interface Cors {
  /** Lets them read what the route replies, failures included; all other routes stay closed to them. */
  readonly open: (route: Route) => Route;
  /** Answers the browser's question whether they may send `methods`. */
  readonly preflight: (methods: readonly string[]) => Handler;
}

/** The headers of a request that a route reads, beyond those that Fetch lets every page send. */
const SENDABLE = [
  "authorization",
  "content-type",
  "x-purpose",
  "x-request-id",
  "x-datamesh-as-of",
  "x-datamesh-at-least",
  "x-datamesh-explain",
  "x-datamesh-cost",
  "apollo-require-preflight",
  "x-apollo-operation-name",
  "traceparent",
  "tracestate",
  "if-none-match",
].join(", ");

/** The headers of a reply that pages may read, beyond those that Fetch lets them. */
const READABLE = ["x-request-id", "www-authenticate", "retry-after", "deprecation", "sunset", "etag"].join(
  ", ",
);

/**
 * Opens the gateway to pages of the listed origins, each `SCHEME://HOST[:PORT]`, or with `*` as its port for
 * any. Tokens travel in a header of their own, so the browser's credentials are never allowed.
 */
export function cors(origins: readonly string[]): Cors {
  const listedOrigin = ({ request: { headers } }: Exchange): string | undefined =>
    headers.origin !== undefined && isListedOrigin(headers.origin, origins) ? headers.origin : undefined;

  const opened =
    (handler: Handler): Handler =>
    (exchange) =>
      andThen(replyOf(handler, exchange), ({ status, body, isAscii, headers }) => ({
        status,
        isAscii,
        body,
        headers: openedHeaders(headers, listedOrigin(exchange)),
      }));

  return {
    open: (route) => ({
      ...route,
      methods: Object.fromEntries(
        Object.entries(route.methods).map(([method, handler]) => [method, opened(handler)]),
      ),
    }),
    preflight: (methods) => (exchange) => {
      const asked = exchange.request.headers["access-control-request-method"];
      if (asked === undefined || listedOrigin(exchange) === undefined)
        return methodNotAllowed(methods, exchange);
      return { status: 204, headers: preflightHeaders(methods), body: "" };
    },
  };
}

/** What many replies have in common, frozen, is opened once. */
const openedOnce = new WeakMap<Reply["headers"], Reply["headers"]>();

function openedHeaders(headers: Reply["headers"], origin: string | undefined): Reply["headers"] {
  const known = origin === undefined ? openedOnce.get(headers) : undefined;
  if (known !== undefined) return known;
  const made = { ...headers, ...openTo(origin, headers["vary"]) };
  if (origin === undefined && Object.isFrozen(headers)) openedOnce.set(headers, Object.freeze(made));
  return made;
}

function openTo(origin: string | undefined, vary: string | undefined): Reply["headers"] {
  return {
    vary: vary === undefined ? "origin" : `${vary}, origin`,
    ...(origin !== undefined && {
      "access-control-allow-origin": origin,
      "access-control-expose-headers": READABLE,
    }),
  };
}

function preflightHeaders(methods: readonly string[]): Reply["headers"] {
  return {
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": SENDABLE,
    "access-control-max-age": "600",
  };
}
