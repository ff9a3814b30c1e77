import type { WebSocket as GraphqlSocket } from "graphql-ws";
import { CloseCode } from "graphql-ws";
import type { RawData, WebSocket } from "ws";
import { endSocket } from "./endSocket.ts";
import type { LiveSettings } from "./liveSettings.ts";

/**
 * A WebSocket as the server of graphql-ws takes it. What is sent resolves when it has been handed on, so that nobody
 * sends more than is read; what is not handed on for too long closes the socket with SLOW_READER, and one that gives no
 * sign of life is cut.
 */
export function graphqlSocket(
  socket: WebSocket,
  { drainMs, pingMs }: Pick<LiveSettings, "drainMs" | "pingMs">,
  onFailure: (error: unknown) => void,
): GraphqlSocket {
  keepAlive(socket, pingMs);
  return {
    protocol: socket.protocol,
    send: (text) => send(socket, text, drainMs),
    close: (code, reason) => endSocket(socket, code ?? CloseCode.InternalServerError, reason ?? ""),
    onMessage: (receive) => {
      socket.on("message", (message) => {
        receive(textOf(message)).catch((error: unknown) => {
          onFailure(error);
          endSocket(socket, CloseCode.InternalServerError, "Internal server error");
        });
      });
    },
  };
}

function send(socket: WebSocket, text: string, drainMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    const slow = setTimeout(() => endSlow(socket), drainMs);
    socket.send(text, (error) => {
      clearTimeout(slow);
      // A socket that was closed meanwhile has nobody to tell.
      if (error && socket.readyState === socket.OPEN) reject(error);
      else resolve();
    });
  });
}

const LAST_MS = 5_000;

function endSlow(socket: WebSocket): void {
  endSocket(socket, CloseCode.ConnectionInitialisationTimeout, "SLOW_READER", LAST_MS);
}

function keepAlive(socket: WebSocket, pingMs: number): void {
  let isAlive = true;
  const pinging = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, pingMs);
  socket.on("pong", () => (isAlive = true));
  socket.once("close", () => clearInterval(pinging));
}

/** The text of a message, in however many pieces it came. */
function textOf(message: RawData): string {
  if (Array.isArray(message)) return Buffer.concat(message).toString("utf8");
  return (Buffer.isBuffer(message) ? message : Buffer.from(message)).toString("utf8");
}
