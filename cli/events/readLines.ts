import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { MeshError } from "@datamesh/kernel";
import { errorCode } from "../database/index.ts";
import { gunzipped } from "./gunzipped.ts";
import { type Line, splitLines } from "./splitLines.ts";

/**
 * The lines of a file (`-` is standard input), unpacked when it begins as gzip does, whatever its name. Fails with
 * BAD_USER_INPUT when there is no such file, and after the lines that could be read when it ends early or is damaged.
 */
export async function* readLines(file: string, stdin: Readable): AsyncGenerator<Line> {
  if (file !== "-") await requireFile(file);
  const source: AsyncIterable<Buffer> = file === "-" ? stdin : createReadStream(file);
  try {
    yield* splitLines(unpacked(file, source));
  } catch (error) {
    throw error instanceof MeshError ? error : unreadable(file, error);
  }
}

async function* unpacked(file: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  let beginning: Buffer = Buffer.alloc(0);
  while (beginning.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    beginning = Buffer.concat([beginning, next.value]);
  }
  const all = joined(beginning, chunks);
  // RFC 1952, 2.3.1: ID1 and ID2.
  if (beginning[0] === 0x1f && beginning[1] === 0x8b) return yield* gunzipped(all);
  if (!file.endsWith(".gz")) return yield* all;
  throw new MeshError("BAD_USER_INPUT", `${file} is not gzip, although its name ends in .gz`);
}

async function* joined(beginning: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield beginning;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function requireFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw new MeshError("BAD_USER_INPUT", `there is no file ${file}`);
  if (found.isDirectory()) throw new MeshError("BAD_USER_INPUT", `${file} is a directory, not a file`);
}

function unreadable(file: string, cause: unknown): MeshError {
  const name = file === "-" ? "standard input" : file;
  const reasons: Readonly<Record<string, string>> = {
    Z_BUF_ERROR: "ends early: its gzip data is not whole",
    Z_DATA_ERROR: "is damaged: its gzip data cannot be unpacked to the end",
    EACCES: "cannot be read: it is not yours to read",
  };
  const reason = reasons[errorCode(cause) ?? ""] ?? `cannot be read to its end: ${messageOf(cause)}`;
  return new MeshError("BAD_USER_INPUT", `${name} ${reason}`, { file }, { cause });
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
