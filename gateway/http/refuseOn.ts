import type { Duplex } from "node:stream";
import type { MeshError } from "@datamesh/kernel";
import type { Logger } from "pino";
import { formatError } from "./formatError.ts";
import { plainBytes } from "./plain/plainBytes.ts";
import { jsonReply, type Reply } from "./reply.ts";

/** A refusal on a connection that no response of Node's is for. */
export interface RefusalOn {
  readonly error: MeshError;
  readonly status: number;
  readonly headers?: Reply["headers"];
  readonly requestId: string;
  readonly log: Logger;
}

/** How long what a client is still sending is read and thrown away: closing at once would take the answer from it. */
const LINGER_MS = 1_000;

/** Answers in the shape of all refusals, and closes. */
export function refuseOn(socket: Duplex, { error, status, headers = {}, requestId, log }: RefusalOn): void {
  const errors = [formatError(error, { requestId, log })];
  const date = new Date().toUTCString();
  const reply = jsonReply(status, { errors }, headers);
  closeWith(socket, plainBytes(reply, { requestId, isClosing: true, date, keepAliveSeconds: 0 }));
}

/** Sends what is left to say, and closes. */
export function closeWith(socket: Duplex, bytes: Buffer | string = ""): void {
  socket.end(bytes, "latin1");
  socket.resume();
  const lingering = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once("close", () => clearTimeout(lingering));
}
