import type { Exchange } from "./exchange.ts";
import type { Reply } from "./reply.ts";
import { methodNotAllowed } from "./router.ts";
import type { Handler } from "./router.ts";

/** What other origins may do (Fetch, 3.2). */
export interface Cors {
  /** Headers for any reply to this request: none beyond `vary` for an origin that is not on the list. */
  readonly headersFor: (exchange: Exchange) => Reply["headers"];
  /** Answers the browser's question whether a page of that origin may send `methods`. */
  readonly preflight: (methods: readonly string[]) => Handler;
}

/**
 * Opens the gateway to pages of the listed origins, each `SCHEME://HOST[:PORT]`, or with `*` as its port for
 * any. Tokens travel in a header of their own, so credentials of the browser are never allowed.
 */
export function cors(origins: readonly string[]): Cors {
  const exact = new Set(origins.filter((origin) => !origin.endsWith(":*")));
  const anyPort = new Set(origins.filter((origin) => origin.endsWith(":*")).map((origin) => origin.slice(0, -2)));

  const allowedOrigin = ({ request }: Exchange): string | undefined => {
    const { origin } = request.headers;
    if (origin === undefined) return undefined;
    return exact.has(origin) || anyPort.has(origin.replace(/:\d+$/, "")) ? origin : undefined;
  };

  return {
    headersFor: (exchange) => {
      const origin = allowedOrigin(exchange);
      if (origin === undefined) return { vary: "origin" };
      return {
        vary: "origin",
        "access-control-allow-origin": origin,
        "access-control-expose-headers": "x-request-id, www-authenticate",
      };
    },
    preflight: (methods) => (exchange) => {
      const asked = exchange.request.headers["access-control-request-method"];
      if (asked === undefined || allowedOrigin(exchange) === undefined) return methodNotAllowed(methods, exchange);
      return { status: 204, headers: preflightHeaders(methods), body: "" };
    },
  };
}

function preflightHeaders(methods: readonly string[]): Reply["headers"] {
  return {
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": "authorization, content-type, x-request-id",
    "access-control-max-age": "600",
  };
}
