import { MeshError } from "@datamesh/kernel";
import type { Exchange } from "./exchange.ts";
import { failureReply, refusalReply } from "./refusal.ts";
import type { Reply } from "./reply.ts";

/** Answers one method of one route. */
export type Handler = (exchange: Exchange) => Promise<Reply> | Reply;

/** What answers under one exact path, or right below one. */
export interface Route {
  /** With `/*` as its last part, whatever is one part below. */
  readonly path: string;
  /** How the log calls it. */
  readonly name: string;
  readonly methods: Readonly<Record<string, Handler>>;
}

/**
 * A handler that finds the route by its exact path, else as the part below one, without decoding, and turns whatever a route
 * throws into a reply. Paths without a route are answered by `otherwise`: 404 unless given.
 */
export function router(routes: readonly Route[], otherwise: Handler = nothingHere): Handler {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  return (exchange) => {
    const path = pathOf(exchange);
    const route = byPath.get(path) ?? byPath.get(`${path.slice(0, path.lastIndexOf("/"))}/*`);
    exchange.note({ route: route?.name ?? "unknown" });
    return replyOf(route ? handlerOf(route, exchange) : otherwise, exchange);
  };
}

/** What a handler replies; what it throws becomes a reply. */
export function replyOf(handler: Handler, exchange: Exchange): Promise<Reply> | Reply {
  try {
    const reply = handler(exchange);
    return reply instanceof Promise ? reply.catch((error) => failureReply(error, exchange)) : reply;
  } catch (error) {
    return failureReply(error, exchange);
  }
}

/** The path of a request as it was sent, without the query. */
export function pathOf({ request }: Exchange): string {
  const { url = "" } = request;
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}

/** The reply to a request for what does not exist. */
export function nothingHere(exchange: Exchange): Reply {
  return refusalReply({ error: new MeshError("NOT_FOUND", "there is nothing here") }, exchange);
}

/** The reply to a method that a path does not have, with the methods it has (RFC 9110, 15.5.6). */
export function methodNotAllowed(methods: readonly string[], exchange: Exchange): Reply {
  const allow = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  const error = new MeshError("BAD_USER_INPUT", `this path accepts ${allow}`);
  return refusalReply({ error, status: 405, headers: { allow } }, exchange);
}

function handlerOf({ methods }: Route, { request: { method = "" } }: Exchange): Handler {
  const handler = methods[method === "HEAD" ? "GET" : method];
  return handler ?? ((exchange) => methodNotAllowed(Object.keys(methods), exchange));
}
