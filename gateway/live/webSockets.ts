import type { IncomingMessage } from "node:http";
import { type ErrorCode, MeshError } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { CloseCode, type Context, handleProtocols, makeServer, type SubscribePayload } from "graphql-ws";
import { WebSocketServer, type WebSocket } from "ws";
import { readBearer } from "../authenticate/index.ts";
import type { Upgrade } from "../http/addition.ts";
import { authenticateRequest } from "../http/authenticateRequest.ts";
import { declarePurpose } from "../http/declarePurpose.ts";
import { formatError } from "../http/formatError.ts";
import { readGraphqlRequest } from "../http/graphqlRequest.ts";
import { refuseOn } from "../http/refuseOn.ts";
import { endSocket } from "./endSocket.ts";
import { GONE } from "./follow.ts";
import { graphqlSocket } from "./graphqlSocket.ts";
import { leaving } from "./leaving.ts";
import type { LiveResult } from "./liveEvent.ts";
import { noReading } from "./noReading.ts";
import { mayOpenFrom } from "./originCheck.ts";
import type { Subscriptions } from "./subscriptions.ts";
import type { TokenSession } from "./tokenSession.ts";

/** One connection. */
interface Connection {
  readonly upgrade: Upgrade;
  readonly socket: WebSocket;
  session?: TokenSession;
}
type Connected = Context<Readonly<Record<string, unknown>> | undefined, Connection>;

/** Connections on which operations are answered as streams (GraphQL over WebSocket, `graphql-transport-ws`). */
export interface WebSockets {
  take(upgrade: Upgrade): void;
  stop(): Promise<void>;
}

/**
 * Takes connections from listed origins. Who asks is said in the payload of `connection_init` as in the headers of a
 * query (`authorization`, `x-purpose`), never in the URL; what is not answered at once ends the connection.
 */
export function webSockets(subscriptions: Subscriptions, origins: readonly string[]): WebSockets {
  const { settings, door } = subscriptions;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: door.limits.bodyBytes,
    perMessageDeflate: false,
    clientTracking: true,
    handleProtocols,
  });
  const server = graphqlServer(subscriptions);
  const upgrading = new WeakMap<IncomingMessage, Upgrade>();
  sockets.on("wsClientError", (error, socket, request) => {
    const upgrade = upgrading.get(request);
    upgrade?.log.info({ err: error.message }, "a WebSocket was refused");
    if (upgrade === undefined) socket.destroy();
    else refuseOn(socket, { ...upgrade, ...NO_HANDSHAKE });
  });
  return {
    take: (upgrade) => {
      const { request, socket, head, log } = upgrade;
      if (!mayOpenFrom(request.headers, origins)) return refuseOn(socket, { ...upgrade, ...OTHER_ORIGIN });
      if (sockets.clients.size >= settings.inAll) return refuseOn(socket, { ...upgrade, ...FULL });
      upgrading.set(request, upgrade);
      sockets.handleUpgrade(request, socket, head, (opened) => {
        const connection: Connection = { upgrade, socket: opened };
        opened.on("error", (err) => log.info({ err: err.message }, "a WebSocket failed"));
        const failed = (err: unknown): void => log.error({ err }, "a message could not be handled");
        const closed = server.opened(graphqlSocket(opened, settings, failed), connection);
        opened.once("close", (code, reason) => {
          connection.session?.stop();
          void closed(code, String(reason)).catch(failed);
        });
      });
    },
    stop: async () => {
      // Those who follow something are told where to go on, by the ends of their subscriptions.
      await new Promise((resolve) => setTimeout(resolve, sockets.clients.size === 0 ? 0 : LAST_WORDS_MS));
      for (const socket of sockets.clients) endSocket(socket, 1_001, "Going away", LAST_WORDS_MS);
    },
  };
}

const LAST_WORDS_MS = 200;

const OTHER_ORIGIN = Object.freeze({
  status: 403,
  error: new MeshError("FORBIDDEN", "pages of this origin may not open connections here"),
});
const NO_HANDSHAKE = Object.freeze({
  status: 400,
  error: new MeshError("BAD_USER_INPUT", "this is no handshake of a WebSocket: see RFC 6455, 4.1"),
});
const FULL = Object.freeze({
  status: 503,
  headers: { "retry-after": "5" },
  error: new MeshError("UNAVAILABLE", "too many connections are open; try again"),
});

function graphqlServer(subscriptions: Subscriptions) {
  // Errors of ours, as they are shown; the library would write only what GraphQLError holds.
  const shown = new WeakMap<GraphQLError, GraphQLFormattedError>();
  const asGraphqlError = (error: GraphQLFormattedError): GraphQLError => {
    const made = new GraphQLError(error.message, { extensions: error.extensions });
    shown.set(made, error);
    return made;
  };
  return makeServer<Readonly<Record<string, unknown>> | undefined, Connection>({
    connectionInitWaitTimeout: subscriptions.settings.initMs,
    onConnect: (context) => connect(subscriptions, context),
    onSubscribe: async (context, _id, payload) => {
      try {
        const opened = await openStream(subscriptions, context, payload);
        return Array.isArray(opened) ? opened.map(asGraphqlError) : (opened as StreamArguments);
      } catch (error) {
        const { requestId, log } = context.extra.upgrade;
        return [asGraphqlError(formatError(error, { requestId, log }))];
      }
    },
    subscribe: (args) => (args as unknown as StreamArguments).contextValue.results as never,
    execute: (args) => (args as unknown as StreamArguments).contextValue.results as never,
    onNext: (_context, _id, _payload, _args, result) => result as never,
    onError: (_context, _id, _payload, errors) => errors.map((error) => shown.get(error) ?? error.toJSON()),
  });
}

/** Admits a connection whose token is good, and ends it when that is good no more. */
async function connect(subscriptions: Subscriptions, context: Connected): Promise<boolean> {
  const { socket, upgrade } = context.extra;
  const params = lowerCased(context.connectionParams);
  if (params === undefined) {
    upgrade.log.info({ code: "BAD_USER_INPUT" }, "a WebSocket was refused");
    endSocket(socket, CloseCode.BadRequest, "BAD_USER_INPUT");
    return false;
  }
  const headers = { host: upgrade.request.headers.host, ...params };
  const facts: Record<string, unknown> = {};
  const identified = { request: { headers }, note: (noted: object) => void Object.assign(facts, noted) };
  const authenticated = await authenticateRequest(identified, subscriptions.door.verifyToken);
  const declared = authenticated.ok ? declarePurpose(identified, authenticated.found) : authenticated;
  if (!declared.ok) {
    const { code } = declared.refusal.error;
    upgrade.log.info({ ...facts, code }, "a WebSocket was refused");
    endSocket(socket, CLOSED_BY[code] ?? CloseCode.Forbidden, code);
    return false;
  }
  upgrade.log.info(facts, "a WebSocket was opened");
  admit(subscriptions, context, readBearer(params["authorization"]) ?? "", declared.found);
  return true;
}

const CLOSED_BY: Readonly<Partial<Record<ErrorCode, number>>> = Object.freeze({
  UNAUTHENTICATED: CloseCode.Unauthorized,
  BAD_USER_INPUT: CloseCode.BadRequest,
  // Try again later.
  UNAVAILABLE: 1_013,
});

function admit(subscriptions: Subscriptions, context: Connected, token: string, consumer: Consumer): void {
  const { socket } = context.extra;
  const session = subscriptions.session(token, consumer);
  context.extra.session = session;
  const end = (): void => void closeWhenDone(context, session.ended.reason as MeshError);
  session.ended.addEventListener("abort", end, { once: true });
  socket.once("close", () => session.ended.removeEventListener("abort", end));
}

/** After each subscription has been told its position. */
async function closeWhenDone({ subscriptions, extra }: Connected, reason: MeshError): Promise<void> {
  const until = performance.now() + 2_000;
  while (Object.keys(subscriptions).length > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  endSocket(extra.socket, CloseCode.Forbidden, reason.code);
}

/** What graphql-ws carries from the opening of a stream to its results. */
interface StreamArguments {
  readonly schema: GraphQLSchema;
  readonly document: never;
  readonly operationName?: string;
  readonly contextValue: { readonly results: AsyncGenerator<LiveResult, void> };
}

async function openStream(
  subscriptions: Subscriptions,
  { extra }: Connected,
  payload: SubscribePayload,
): Promise<StreamArguments | readonly GraphQLFormattedError[]> {
  const { session, socket, upgrade } = extra;
  if (session === undefined) throw new MeshError("UNAUTHENTICATED", "say who you are in connection_init");
  const asked = readGraphqlRequest(payload, {});
  if (!asked.ok) throw asked.refusal.error;
  if (asked.found.reading !== undefined) throw noReading();
  const gone = new AbortController();
  const leave = (): void => gone.abort(GONE);
  const { requestId, log } = upgrade;
  const note = (): void => undefined;
  const { request } = asked.found;
  const opened = await subscriptions.open({
    request,
    session,
    requestId,
    note,
    log,
    mayMutate: true,
    transport: "websocket",
    gone: gone.signal,
  });
  if (opened.kind === "invalid") {
    return (JSON.parse(opened.body) as { readonly errors: readonly GraphQLFormattedError[] }).errors;
  }
  socket.once("close", leave);
  const close = (): void => {
    socket.off("close", leave);
    opened.close();
  };
  return {
    schema: opened.schema,
    document: opened.document as never,
    ...(request.operationName !== undefined && { operationName: request.operationName }),
    contextValue: { results: leaving(opened.results, leave, close) },
  };
}

/** Undefined where two names differ in case alone: which of the two is meant nobody knows. */
function lowerCased(
  params: Readonly<Record<string, unknown>> | undefined,
): Record<string, string> | undefined {
  const named = Object.entries(params ?? {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name.toLowerCase(), value] as const] : [],
  );
  const lowered = Object.fromEntries(named);
  return Object.keys(lowered).length === named.length ? lowered : undefined;
}
