import { connect, type Socket } from "node:net";
import { answerReader } from "./answerReader.ts";

/** What came back for one request. */
export type Answered = (ok: boolean) => void;

/** A kept connection that has one request at a time. */
export interface LoadConnection {
  send(request: Buffer, done: Answered): void;
  close(): void;
}

const BUFFER_BYTES = 65_536;

/** Opens a connection whose answers are read into one buffer: a new one for each would be measured along. */
export async function openConnection(port: number): Promise<LoadConnection> {
  let pending: Answered | undefined;
  const finish = (ok: boolean): void => {
    const done = pending;
    pending = undefined;
    done?.(ok);
  };
  const read = answerReader(finish);
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  const socket: Socket = connect({
    host: "127.0.0.1",
    port,
    noDelay: true,
    onread: {
      buffer,
      callback: (length) => {
        read(buffer.subarray(0, length));
        return true;
      },
    },
  });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  socket.on("error", () => finish(false));
  socket.on("close", () => finish(false));
  return {
    send: (request, done) => {
      // One that was closed would never answer, and must not fail so fast that nothing else is measured.
      if (socket.destroyed || socket.readableEnded) return void setTimeout(() => done(false), 1);
      pending = done;
      socket.write(request);
    },
    close: () => socket.destroy(),
  };
}
