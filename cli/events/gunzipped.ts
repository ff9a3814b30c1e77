import { setImmediate } from "node:timers/promises";
import { createGunzip, type Gunzip } from "node:zlib";

/** Small enough that what a piece unpacks to, a thousand times as much at worst, can be held. */
const PIECE = 16 * 1024;

/**
 * Unpacks gzip (RFC 1952), one member or several. Unlike a stream it hands out all that can be unpacked before it
 * throws what is wrong with the rest: the error of zlib, with its code in `code`.
 */
export async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const unpacked: Buffer[] = [];
  let failure: Error | undefined;
  gunzip.on("error", (error) => (failure ??= error));
  gunzip.on("data", (piece: Buffer) => unpacked.push(piece));
  try {
    for await (const chunk of packed) {
      for (let at = 0; at < chunk.length && failure === undefined; at += PIECE) {
        await write(gunzip, chunk.subarray(at, at + PIECE));
        yield* unpacked.splice(0);
      }
      if (failure !== undefined) throw failure;
    }
    await end(gunzip);
    yield* unpacked.splice(0);
    if (failure !== undefined) throw failure;
  } finally {
    gunzip.destroy();
  }
}

/** Resolves when the bytes are unpacked and handed over, or cannot be. */
async function write(gunzip: Gunzip, bytes: Buffer): Promise<void> {
  if (gunzip.destroyed || gunzip.writableEnded) return;
  // After an error the callback of a write is never called.
  await new Promise<void>((resolve) => {
    gunzip.once("close", resolve);
    gunzip.write(bytes, () => {
      gunzip.off("close", resolve);
      resolve();
    });
  });
  await setImmediate();
}

async function end(gunzip: Gunzip): Promise<void> {
  if (gunzip.destroyed || gunzip.readableEnded) return;
  await new Promise<void>((resolve) => {
    gunzip.once("close", resolve);
    gunzip.once("end", resolve);
    gunzip.end();
  });
}
