import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import type { SubgraphAddress } from "./subgraphAddress.ts";

/** What happens to a socket. */
export interface SocketEvents {
  /** It is connected; over TLS, with a certificate that was verified for the host's name. */
  readonly ready: () => void;
  /** The bytes are only lent. */
  readonly received: (bytes: Buffer) => void;
  /** It ended, or the other side will send no more; may be told several times. */
  ended(cause: Error | undefined): void;
}

/** All sockets read into one place: what is read is looked at before anything else is. */
const READ_BYTES = 65_536;
const buffer = Buffer.allocUnsafeSlow(READ_BYTES);

/**
 * Opens a connection without delay of small packets. Over TLS it is version 1.2 or newer, and the certificate must be
 * good for the host by the authorities of the process, or by those given.
 */
export function openSocket(address: SubgraphAddress, ca: string | undefined, events: SocketEvents): Socket {
  const socket = address.isSecure ? openSecure(address, ca, events) : openPlain(address, events);
  socket.once("error", (cause: Error) => events.ended(cause));
  socket.once("end", () => events.ended(undefined));
  socket.once("close", () => events.ended(undefined));
  // What is destroyed while it connects may still fail.
  socket.on("error", () => undefined);
  return socket;
}

function openPlain({ hostname, port }: SubgraphAddress, { ready, received }: SocketEvents): Socket {
  const callback = (length: number): boolean => {
    received(buffer.subarray(0, length));
    return true;
  };
  const socket = connectPlain({
    ...{ host: hostname, port, noDelay: true, keepAlive: true },
    onread: { buffer, callback },
  });
  return socket.once("connect", ready);
}

function openSecure(
  { hostname, port }: SubgraphAddress,
  ca: string | undefined,
  { ready, received }: SocketEvents,
): Socket {
  const socket = connectSecurely({
    ...{ host: hostname, port, minVersion: "TLSv1.2", ALPNProtocols: ["http/1.1"], rejectUnauthorized: true },
    // A name, never an address, is what a server is asked for by (RFC 6066, section 3).
    ...(isIP(hostname) === 0 && { servername: hostname }),
    ...(ca !== undefined && { ca }),
  });
  socket.setNoDelay(true);
  return socket.once("secureConnect", ready).on("data", received);
}
