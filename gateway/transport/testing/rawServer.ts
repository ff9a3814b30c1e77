import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A request as it came, in bytes read as latin1. */
export interface RawRequest {
  readonly head: string;
  readonly body: string;
}

/** A TCP server that says what it is told to, HTTP or not. */
export interface RawServer {
  readonly origin: string;
  /** What came, over all connections, in order. */
  readonly requests: readonly RawRequest[];
  /** The connections that were ever opened. */
  readonly sockets: readonly Socket[];
  readonly stop: () => Promise<void>;
}

export interface RawScript {
  /** When a request has come whole; the first is number 1. */
  readonly onRequest?: (socket: Socket, number: number) => unknown;
  readonly onConnect?: (socket: Socket) => unknown;
}

/** Starts one on a port of this machine. */
export async function startRawServer({ onRequest, onConnect }: RawScript): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const sockets: Socket[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    let text = "";
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      for (let end = requestEnd(text); end !== undefined; end = requestEnd(text)) {
        const [head = "", ...body] = text.slice(0, end).split("\r\n\r\n");
        requests.push({ head, body: body.join("\r\n\r\n") });
        text = text.slice(end);
        onRequest?.(socket, requests.length);
      }
    });
    onConnect?.(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    sockets,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function requestEnd(text: string): number | undefined {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const end = head + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
  return text.length >= end ? end : undefined;
}

/** An answer as a well-behaved server sends it. */
export const plainAnswer = (body: string, status = "200 OK"): string =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Sends a text byte by byte, each in a turn of its own. */
export function sendSlowly(socket: Socket, text: string): void {
  const bytes = Buffer.from(text);
  const next = (at: number): void => {
    if (at === bytes.length || socket.destroyed) return;
    socket.write(bytes.subarray(at, at + 1), () => setImmediate(next, at + 1));
  };
  next(0);
}
