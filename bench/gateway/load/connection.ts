import { connect, type Socket } from "node:net";

/** What came back for one request. */
export type Answered = (ok: boolean) => void;

/** A kept connection that has one request at a time. */
export interface LoadConnection {
  send(request: Buffer, done: Answered): void;
  close(): void;
}

const END_OF_HEAD = Buffer.from("\r\n\r\n");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");
const ERRORS = Buffer.from('"errors"');

/**
 * Opens a connection that reads no more of an answer than a load generator must: where it ends, whether its status is
 * 200, and whether errors are in it. Anything dearer would be measured along.
 */
export async function openConnection(port: number): Promise<LoadConnection> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  return connectionOn(socket);
}

function connectionOn(socket: Socket): LoadConnection {
  let received: Buffer[] = [];
  let bytes = 0;
  let end: End | undefined;
  let pending: Answered | undefined;
  const finish = (ok: boolean): void => {
    const done = pending;
    [received, bytes, end, pending] = [[], 0, undefined, undefined];
    done?.(ok);
  };
  socket.on("data", (chunk: Buffer) => {
    received.push(chunk);
    bytes += chunk.length;
    end ??= endOf(received.length === 1 ? chunk : Buffer.concat(received));
    if (end === undefined || !isWhole(end, bytes, chunk)) return;
    const answer = received.length === 1 ? chunk : Buffer.concat(received);
    finish(answer.toString("latin1", 9, 12) === "200" && !answer.includes(ERRORS));
  });
  socket.on("error", () => finish(false));
  socket.on("close", () => finish(false));
  return {
    send: (request, done) => {
      pending = done;
      socket.write(request);
    },
    close: () => socket.destroy(),
  };
}

type End = { readonly bytes: number } | "chunked";

function endOf(soFar: Buffer): End | undefined {
  const head = soFar.indexOf(END_OF_HEAD);
  if (head === -1) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(soFar.toString("latin1", 0, head))?.[1];
  return length === undefined ? "chunked" : { bytes: head + END_OF_HEAD.length + Number(length) };
}

/** JSON has no line break of its own, so the last chunk can be known by its bytes. */
function isWhole(end: End, bytes: number, last: Buffer): boolean {
  if (end !== "chunked") return bytes >= end.bytes;
  return last.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
}
