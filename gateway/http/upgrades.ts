import type { IncomingMessage, Server } from "node:http";
import type { Logger } from "pino";
import type { Addition, UpgradeTaker } from "./addition.ts";
import { headRefusal } from "./headRefusal.ts";
import { repeatedHeader } from "./repeatedHeader.ts";
import { requestIdOf } from "./requestId.ts";

/** By path: who takes connections that leave HTTP there. */
export type Upgrades = NonNullable<Addition["upgrades"]>;

/** What is needed to hand a connection on. */
interface UpgradeParts {
  readonly log: Logger;
  readonly newId: () => string;
}

/**
 * Whether a request leaves HTTP: a GET of a path where somebody speaks the protocol it asks for. Every other one is
 * answered as if it had not asked, as RFC 9110, 7.8, has it: some clients offer HTTP/2 by each of their requests. So is one
 * with a body, which would be taken for what is spoken next, and one whose head is refused.
 */
export function isUpgrade(upgrades: Upgrades, request: IncomingMessage): boolean {
  if (takerOf(upgrades, request) === undefined || hasBody(request)) return false;
  return headRefusal(request) === undefined && repeatedHeader(request.rawHeaders) === undefined;
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  (headers["content-length"] ?? "0") !== "0" || headers["transfer-encoding"] !== undefined;

/** Hands connections that leave HTTP to whoever takes them at their path. */
export function takeUpgrades(server: Server, upgrades: Upgrades, { log, newId }: UpgradeParts): void {
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const requestId = requestIdOf(request.headers["x-request-id"], newId);
    takerOf(upgrades, request)?.take({ request, socket, head, requestId, log: log.child({ requestId }) });
  });
}

function takerOf(
  upgrades: Upgrades,
  { method, url = "", headers: { upgrade = "" } }: IncomingMessage,
): UpgradeTaker | undefined {
  const path = url.split("?", 1)[0] ?? "";
  const taker = method === "GET" && Object.hasOwn(upgrades, path) ? upgrades[path] : undefined;
  return taker?.protocol === upgrade.toLowerCase() ? taker : undefined;
}
