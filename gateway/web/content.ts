import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { lazily } from "../http/lazily.ts";

/** What is sent, as it is and compressed. */
export interface Content {
  /** The same for both, hence weak (RFC 9110, 8.8.1). */
  readonly etag: string;
  readonly plain: Buffer;
  /** Undefined where compressing saves nothing. */
  readonly zipped: Buffer | undefined;
}

/** Loads and compresses content when it is first asked for, once, and keeps it. */
export function keptContent(load: () => Promise<Buffer>): () => Promise<Content> {
  return lazily(async () => {
    const plain = await load();
    const etag = `W/"${createHash("sha256").update(plain).digest("base64url")}"`;
    const zipped = await promisify(gzip)(plain);
    return { etag, plain, zipped: zipped.length < plain.length ? zipped : undefined };
  });
}
