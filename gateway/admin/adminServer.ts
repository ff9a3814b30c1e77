import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { closeServer } from "../http/closeServer.ts";
import { createHttpServer } from "../http/httpServer.ts";
import { type Address, listen } from "../http/listen.ts";
import { jsonReply } from "../http/reply.ts";
import { type Route, router } from "../http/router.ts";
import { type MetricFamily, PROMETHEUS_TYPE, prometheusText } from "./prometheusText.ts";

/** A server for operators, apart from the door that consumers use. */
export interface AdminServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Where it listens and what it tells. */
export interface AdminServerOptions extends Pick<Address, "host" | "port"> {
  /** Reads what is measured; a read that fails is answered with an error, and the next one is tried. */
  readonly metrics: () => Promise<readonly MetricFamily[]>;
  readonly log: Logger;
}

const SETTINGS = Object.freeze({ host: "DATAMESH_ADMIN_HOST", port: "DATAMESH_ADMIN_PORT" });
const GRACE_MS = 1_000;

/**
 * Starts it: `/metrics` in Prometheus's text format and `/health/live`. It asks for no token, so it belongs on an
 * address that only operators reach. Fails with BAD_USER_INPUT if host or port cannot be had.
 */
export async function startAdminServer({
  host,
  port,
  metrics,
  log,
}: AdminServerOptions): Promise<AdminServer> {
  const routes: readonly Route[] = [
    { path: "/metrics", name: "metrics", methods: { GET: async () => metricsReply(await metrics()) } },
    { path: "/health/live", name: "health", methods: { GET: () => jsonReply(200, { status: "live" }) } },
  ];
  const server = createHttpServer(router(routes), {
    log,
    newId: randomUUID,
    now: () => performance.now(),
  });
  const url = await listen(server, { host, port, settings: SETTINGS });
  return { url, stop: () => closeServer(server, GRACE_MS) };
}

const metricsReply = (families: readonly MetricFamily[]) => ({
  status: 200,
  headers: { "content-type": PROMETHEUS_TYPE, "cache-control": "no-store" },
  body: prometheusText(families),
});
