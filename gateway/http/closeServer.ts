import type { Server } from "node:http";

const SWEEP_MS = 50;

/**
 * Accepts no more connections, closes the idle ones and resolves when the running requests have been answered.
 * Those that take longer than `graceMs` milliseconds are cut off. A server that never listened is closed already.
 */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection whose reply was on its way when the closing began falls idle later.
  const sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cutting = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweeping);
  clearTimeout(cutting);
}
