import { fileURLToPath } from "node:url";
import { freePort } from "./freePort.ts";
import type { StartedGateway } from "./gateway.ts";
import { startProcess } from "./startProcess.ts";

const SERVE = fileURLToPath(new URL("../load/bareSocket.mjs", import.meta.url));

/** Starts a socket that answers at once, whatever it is asked: how late its answers are is the machine's doing. */
export async function startBareSocket(): Promise<StartedGateway> {
  const port = await freePort();
  const command = [process.execPath, "--single-threaded-gc", SERVE, String(port)] as const;
  return { port, path: "/graphql", headers: {}, ...startProcess("measured", command) };
}
