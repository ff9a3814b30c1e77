import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { PassThrough, pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { MeshError } from "@datamesh/kernel";

/** A line of text and its number, from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * The non-empty lines of a file (`-` is standard input), unpacked when its name ends in .gz. Fails with
 * BAD_USER_INPUT when there is no such file or it is not what its name says.
 */
export async function* readLines(file: string, stdin: Readable): AsyncGenerator<Line> {
  if (file !== "-") await requireFile(file);
  const source = file === "-" ? stdin : createReadStream(file);
  const text = new PassThrough();
  const failed = new Promise<Error | null>((resolve) => {
    const done = (error?: Error | null): void => resolve(error ?? null);
    if (file.endsWith(".gz")) pipeline(source, createGunzip(), text, done);
    else pipeline(source, text, done);
  });
  let number = 0;
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() !== "") yield { number, text: line };
  }
  const error = await failed;
  if (error !== null) {
    throw new MeshError("BAD_USER_INPUT", `${file} cannot be read to its end: ${error.message}`);
  }
}

async function requireFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new MeshError("BAD_USER_INPUT", `there is no file ${file}`);
}
