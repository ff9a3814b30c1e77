import type { Server } from "node:http";

/**
 * Accepts no more connections, closes the idle ones and resolves when the running requests have been answered.
 * Those that take longer than `graceMs` milliseconds are cut off. A server that never listened is closed already.
 */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
