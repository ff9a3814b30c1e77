import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { DEFAULT_LIMITS } from "../limits/index.ts";
import type { Limits } from "../limits/index.ts";
import { playgroundRoutes } from "../playground/playgroundRoutes.ts";
import type { Example } from "../playground/playgroundRoutes.ts";
import type { VerifyToken } from "./authenticateRequest.ts";
import { closeServer } from "./closeServer.ts";
import { cors } from "./cors.ts";
import type { Exchange } from "./exchange.ts";
import { graphqlRoute } from "./graphqlRoute.ts";
import { createGraphqlServer } from "./graphqlServer.ts";
import { healthRoutes } from "./health.ts";
import type { CheckReadiness } from "./health.ts";
import { listen } from "./listen.ts";
import type { CurrentMesh } from "./meshGateway.ts";
import type { Reply } from "./reply.ts";
import { requestIdOf } from "./requestId.ts";
import { requestLog } from "./requestLog.ts";
import { router } from "./router.ts";
import type { Route } from "./router.ts";
import { SECURITY_HEADERS } from "./securityHeaders.ts";
import { writeReply } from "./writeReply.ts";

/** Settings of the door; those of `readGatewayConfig` fit, with the playground's examples added. */
export interface DoorConfig {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly corsOrigins: readonly string[];
  readonly examples: readonly Example[];
  readonly limits?: Limits;
  /** How long running requests may take once the gateway stops, in milliseconds; 10 seconds unless given. */
  readonly graceMs?: number;
}

/** What the door stands in front of, and what it needs from outside. */
export interface GatewayParts {
  readonly mesh: CurrentMesh;
  readonly verifyToken: VerifyToken;
  readonly readiness: CheckReadiness;
  readonly log: Logger;
  readonly config: DoorConfig;
  readonly newId?: () => string;
  /** Milliseconds from any fixed point. */
  readonly now?: () => number;
}

/** The one door to the mesh. */
export interface Gateway {
  /** Accepts requests. Fails with BAD_USER_INPUT if host or port cannot be had. */
  listen(): Promise<{ readonly url: string }>;
  /** Accepts no more, lets running requests finish, and frees everything. */
  stop(): Promise<void>;
}

/** Against clients that send slowly or not at all; in milliseconds. */
const TIMEOUTS = Object.freeze({
  requestTimeout: 30_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
});

/** Makes the gateway's HTTP server: queries, the playground and the probes. It does not listen yet. */
export function createGateway(parts: GatewayParts): Gateway {
  const { config, log, mesh, newId = randomUUID, now = () => performance.now() } = parts;
  const limits = config.limits ?? DEFAULT_LIMITS;
  const graphql = createGraphqlServer(mesh, limits, log);
  const origins = cors(config.corsOrigins);
  const query = graphqlRoute({ mesh, verifyToken: parts.verifyToken, server: graphql, limits });
  const route = router([
    { path: "/graphql", name: "graphql", methods: { POST: query, OPTIONS: origins.preflight(["POST"]) } },
    ...healthRoutes(parts.readiness, mesh),
    ...playgroundRoutes(config.examples),
    redirect("/", "/playground"),
  ]);
  let stopping: Promise<void> | undefined;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request.headers["x-request-id"], newId);
    const requestLogger = log.child({ requestId });
    const note = requestLog(request, response, requestLogger, now);
    const exchange: Exchange = { request, requestId, log: requestLogger, note };
    const reply = await route(exchange);
    const headers = {
      ...SECURITY_HEADERS,
      ...origins.headersFor(exchange),
      "x-request-id": requestId,
      ...(stopping && { connection: "close" }),
      ...reply.headers,
    };
    writeReply(response, { ...reply, headers });
  };

  const server = createServer(TIMEOUTS, (request, response) => {
    serve(request, response).catch((err: unknown) => {
      log.error({ err }, "a reply could not be written");
      response.destroy();
    });
  });
  const stop = async (): Promise<void> => {
    await closeServer(server, config.graceMs ?? 10_000);
    await graphql.stop();
  };
  return {
    listen: async () => ({ url: await listen(server, config) }),
    stop: () => (stopping ??= stop()),
  };
}

function redirect(path: string, location: string): Route {
  const reply: Reply = { status: 302, headers: { location }, body: "" };
  return { path, name: "redirect", methods: { GET: () => reply } };
}
