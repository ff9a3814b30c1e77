import { MeshError } from "@datamesh/kernel";
import type { Exchange } from "./exchange.ts";
import { failureReply, refusalReply } from "./refusal.ts";
import type { Reply } from "./reply.ts";

/** Answers one method of one route. */
export type Handler = (exchange: Exchange) => Promise<Reply> | Reply;

/** What answers under one exact path. */
export interface Route {
  readonly path: string;
  /** How the log calls it. */
  readonly name: string;
  readonly methods: Readonly<Record<string, Handler>>;
}

/**
 * A handler that finds the route by its exact path, no decoding and no patterns, and turns whatever a route
 * throws into a reply.
 */
export function router(routes: readonly Route[]): (exchange: Exchange) => Promise<Reply> {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  return async (exchange) => {
    const [path = ""] = (exchange.request.url ?? "").split("?", 1);
    const route = byPath.get(path);
    exchange.note({ route: route?.name ?? "unknown" });
    if (!route) return refusalReply({ error: new MeshError("NOT_FOUND", "there is nothing here") }, exchange);
    const handler = handlerOf(route, exchange.request.method ?? "");
    if (!handler) return methodNotAllowed(Object.keys(route.methods), exchange);
    try {
      return await handler(exchange);
    } catch (error) {
      return failureReply(error, exchange);
    }
  };
}

/** The reply to a method that a path does not have, with the methods it has (RFC 9110, 15.5.6). */
export function methodNotAllowed(methods: readonly string[], exchange: Exchange): Reply {
  const allow = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  const error = new MeshError("BAD_USER_INPUT", `this path accepts ${allow}`);
  return refusalReply({ error, status: 405, headers: { allow } }, exchange);
}

function handlerOf({ methods }: Route, method: string): Handler | undefined {
  return methods[method === "HEAD" ? "GET" : method];
}
