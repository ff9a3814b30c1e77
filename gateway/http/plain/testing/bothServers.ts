import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { DEFAULT_LIMITS } from "../../../limits/index.ts";
import { createHttpServer } from "../../httpServer.ts";
import { readJsonBody } from "../../readBody.ts";
import { jsonReply } from "../../reply.ts";
import type { Handler } from "../../router.ts";
import { logLines } from "../../testing/logLines.ts";

/** Says what it was asked, after a moment where the body says so. */
export const echo: Handler = async ({ request }) => {
  const read = await readJsonBody(request, DEFAULT_LIMITS);
  const { wait = 0 } = (read.ok ? read.found : {}) as { wait?: number };
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  const { method, url, headers } = request;
  return jsonReply(read.ok ? 200 : (read.refusal.status ?? 400), {
    method,
    url,
    headers: Object.fromEntries(Object.entries(headers).toSorted(([a], [b]) => a.localeCompare(b))),
    body: read.ok ? read.found : read.refusal.error.message,
  });
};

/** A server that listens, and its log. */
export async function serving(handler: Handler, plainPath: string | undefined) {
  const { log, ...written } = logLines();
  const server = createHttpServer(handler, {
    log,
    newId: randomUUID,
    now: () => performance.now(),
    ...(plainPath !== undefined && { plainPath }),
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port, ...written };
}

/** Ends a server at once. */
export async function ended(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
