import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { lazily } from "../http/lazily.ts";
import type { Reply } from "../http/reply.ts";
import type { Handler } from "../http/router.ts";

/** One file of the playground. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly load: () => Promise<Buffer>;
  readonly headers?: Reply["headers"];
}

interface Prepared {
  readonly etag: string;
  readonly plain: Buffer;
  readonly zipped: Buffer;
}

/**
 * A handler that serves an asset, compressed for those who accept it, and answers 304 to those who have it
 * (RFC 9110, 13.1.2). It is read at the first request and kept.
 */
export function serveAsset({ type, load, headers }: Asset): Handler {
  const prepared = lazily(async () => prepare(await load()));
  const common = { "cache-control": "no-cache", vary: "accept-encoding", ...headers };
  return async ({ request }) => {
    const { etag, plain, zipped } = await prepared();
    if (request.headers["if-none-match"]?.split(/\s*,\s*/).includes(etag)) {
      return { status: 304, headers: { ...common, etag }, body: "" };
    }
    const accepted = { ...common, etag, "content-type": type };
    return acceptsGzip(request.headers["accept-encoding"])
      ? { status: 200, headers: { ...accepted, "content-encoding": "gzip" }, body: zipped }
      : { status: 200, headers: accepted, body: plain };
  };
}

async function prepare(plain: Buffer): Promise<Prepared> {
  // Weak: the same for both encodings.
  const etag = `W/"${createHash("sha256").update(plain).digest("base64url")}"`;
  return { etag, plain, zipped: await promisify(gzip)(plain) };
}

function acceptsGzip(header: string | string[] | undefined): boolean {
  return /(^|,)\s*gzip\s*(,|$|;\s*q=(1|0\.\d*[1-9]))/i.test(String(header ?? ""));
}
