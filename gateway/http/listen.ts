import { once } from "node:events";
import type { Server } from "node:http";
import { createServer, isIPv6, type Server as NetServer } from "node:net";
import { isNativeError } from "node:util/types";
import { MeshError } from "@datamesh/kernel";

/** Where a server accepts connections. Port 0 is any that is free. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** The settings they come from, for what is said when they cannot be had; HOST and PORT unless given. */
  readonly settings?: { readonly host: string; readonly port: string };
}

const DOOR_SETTINGS = Object.freeze({ host: "HOST", port: "PORT" });

/**
 * Accepts connections and answers with the address to open in a browser. Fails with BAD_USER_INPUT if that host
 * or port cannot be had.
 */
export async function listen(server: Server, address: Address): Promise<string> {
  await accept(server, address);
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new TypeError("the server listens on no port");
  return `http://${urlHost(address.host)}:${bound.port}`;
}

/**
 * Finds out whether connections could be accepted there, and accepts none. Fails as `listen` does: for those who have
 * much to do before they come to it.
 */
export async function requireFree(address: Address): Promise<void> {
  const probe = createServer();
  await accept(probe, address);
  probe.close();
  await once(probe, "close");
}

async function accept(server: NetServer, address: Address): Promise<void> {
  const listening = once(server, "listening");
  server.listen(address);
  try {
    await listening;
  } catch (error) {
    throw explain(error, address);
  }
}

function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return isIPv6(host) ? `[${host}]` : host;
}

function explain(error: unknown, { host, port, settings = DOOR_SETTINGS }: Address): unknown {
  const code = isNativeError(error) && "code" in error ? error.code : undefined;
  const message = new Map<unknown, string>([
    ["EADDRINUSE", `port ${port} on ${host} is in use: stop what listens there, or set ${settings.port}`],
    [
      "EACCES",
      `port ${port} on ${host} needs privileges this process lacks: set ${settings.port} to 1024 or above`,
    ],
    ["EADDRNOTAVAIL", `${host} is not an address of this machine: set ${settings.host}`],
    ["ENOTFOUND", `${host} is not an address of this machine: set ${settings.host}`],
  ]).get(code);
  return message === undefined
    ? error
    : new MeshError("BAD_USER_INPUT", message, { host, port }, { cause: error });
}
