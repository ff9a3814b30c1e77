import type { HttpRequest } from "../http/httpRequest.ts";
import { nothingHere, pathOf } from "../http/router.ts";
import type { Handler, Route } from "../http/router.ts";
import { applicationPolicy, EDITOR_HEADERS } from "../http/securityHeaders.ts";
import type { BuiltFiles } from "./builtFiles.ts";
import { notBuilt } from "./notBuilt.ts";
import { serveContent } from "./serveContent.ts";

/** What answers for the browser application. */
export interface Application {
  readonly routes: readonly Route[];
  /** Answers every path that has no route. */
  readonly otherwise: Handler;
}

/** Finds out which origins the application may ask besides this gateway. */
export type FindOrigins = () => Promise<readonly string[]>;

const PAGES = ["/", "/catalog", "/catalog/", "/playground", "/playground/", "/signin"];
const PAGES_BENEATH = "/products/";
const EDITOR = "/playground/editor";

/**
 * Serves the application: its page under each of its own paths, which it tells apart itself, and its files under theirs.
 * Whoever navigates to nowhere gets the page too, with 404. Without `built`, pages say how to build it (503).
 */
export function application(built: BuiltFiles | undefined, origins: FindOrigins): Application {
  const page = built ? underPolicy(serveContent(built.page), origins) : notBuilt;
  const missing = built ? underPolicy(serveContent({ ...built.page, status: 404 }), origins) : notBuilt;
  return {
    routes: [...PAGES.map((path) => route(path, page)), ...(built ? fileRoutes(built) : [])],
    otherwise: (exchange) => {
      const isBeneath = pathOf(exchange).startsWith(PAGES_BENEATH);
      if (!isRead(exchange.request) || !(isBeneath || isNavigation(exchange.request))) {
        return nothingHere(exchange);
      }
      exchange.note({ route: "web" });
      return (isBeneath ? page : missing)(exchange);
    },
  };
}

function fileRoutes({ editor, files }: BuiltFiles): readonly Route[] {
  const routes = [...files].map(([path, file]) => route(path, serveContent(file)));
  return editor ? [...routes, route(EDITOR, serveContent({ ...editor, headers: EDITOR_HEADERS }))] : routes;
}

function route(path: string, handler: Handler): Route {
  return { path, name: "web", methods: { GET: handler } };
}

function underPolicy(page: Handler, origins: FindOrigins): Handler {
  return async (exchange) => {
    const reply = await page(exchange);
    const policy = applicationPolicy(await origins());
    return { ...reply, headers: { ...reply.headers, "content-security-policy": policy } };
  };
}

const isRead = ({ method }: HttpRequest): boolean => method === "GET" || method === "HEAD";

/** Whether a browser asks for a page to show (Fetch Metadata, 2.1); older ones do not say so, but want HTML. */
function isNavigation({ headers }: HttpRequest): boolean {
  const destination = headers["sec-fetch-dest"];
  return destination === undefined
    ? /(^|,)\s*text\/html\b/i.test(headers.accept ?? "")
    : destination === "document";
}
