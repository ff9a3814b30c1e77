import { once } from "node:events";
import type { Server } from "node:http";
import { isIPv6 } from "node:net";
import { isNativeError } from "node:util/types";
import { MeshError } from "@datamesh/kernel";

/** Where a server accepts connections. Port 0 is any that is free. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Accepts connections and answers with the address to open in a browser. Fails with BAD_USER_INPUT if that host
 * or port cannot be had.
 */
export async function listen(server: Server, address: Address): Promise<string> {
  const listening = once(server, "listening");
  server.listen(address);
  try {
    await listening;
  } catch (error) {
    throw explain(error, address);
  }
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new TypeError("the server listens on no port");
  return `http://${urlHost(address.host)}:${bound.port}`;
}

function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return isIPv6(host) ? `[${host}]` : host;
}

function explain(error: unknown, { host, port }: Address): unknown {
  const code = isNativeError(error) && "code" in error ? error.code : undefined;
  const message = new Map<unknown, string>([
    ["EADDRINUSE", `port ${port} on ${host} is in use: stop what listens there, or set PORT`],
    ["EACCES", `port ${port} on ${host} needs privileges this process lacks: set PORT to 1024 or above`],
    ["EADDRNOTAVAIL", `${host} is not an address of this machine: set HOST`],
    ["ENOTFOUND", `${host} is not an address of this machine: set HOST`],
  ]).get(code);
  return message === undefined
    ? error
    : new MeshError("BAD_USER_INPUT", message, { host, port }, { cause: error });
}
