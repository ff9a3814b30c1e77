import { Socket, type SocketConstructorOpts } from "node:net";

/** What Node gives the sockets that its servers accept, and has no name for in its types. */
interface Accepted extends Socket {
  _handle?: object | null;
  _server?: object | null;
  server?: object | null;
}

/** Is lent bytes, until it returns. */
export type Received = (bytes: Buffer) => void;

/** A connection whose bytes come to one place. */
export interface InPlace {
  readonly socket: Socket;
  /** From now on its bytes come from the socket as from any other, by `data`, to keep. */
  asStream(): void;
}

/** All connections read into one place: what is read is looked at before anything else is. */
const READ_BYTES = 65_536;
const buffer = Buffer.allocUnsafeSlow(READ_BYTES);

/**
 * Has a connection that a server has just accepted read into a place that all share, where Node's sockets have a new one
 * of 64 kB for whatever comes. `onread` is given when a socket is made, so there is made another over the same
 * connection, which the server counts in place of the first. Undefined where sockets are not made as Node 24 makes them.
 */
export function readInPlace(accepted: Socket, received: Received): InPlace | undefined {
  const { _handle: handle, _server: server } = accepted as Accepted;
  if (!handle || !server) return undefined;
  let lends = true;
  const callback = (length: number): boolean => {
    const bytes = buffer.subarray(0, length);
    // What push answers, Node expects here as well: whether to go on reading.
    if (!lends) return socket.push(Buffer.from(bytes));
    received(bytes);
    return true;
  };
  const options = { handle, allowHalfOpen: accepted.allowHalfOpen, onread: { buffer, callback } };
  (accepted as Accepted)._handle = null;
  const socket: Socket = new Socket(options as SocketConstructorOpts);
  Object.assign(socket, { server, _server: server });
  return { socket, asStream: () => (lends = false) };
}
