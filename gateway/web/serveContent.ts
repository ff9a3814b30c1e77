import type { Reply } from "../http/reply.ts";
import type { Handler } from "../http/router.ts";
import type { Content } from "./content.ts";

/** What is served under one path. */
export interface Served {
  readonly type: string;
  readonly content: () => Promise<Content>;
  readonly headers?: Reply["headers"];
  /** 200 unless given. */
  readonly status?: number;
}

/**
 * A handler that serves content, compressed for those who accept it, and answers 304 to those who have it (RFC 9110,
 * 13.1.2), unless its status is another than 200 (13.2.1).
 */
export function serveContent({ type, content, headers, status = 200 }: Served): Handler {
  const common = { "cache-control": "no-cache", vary: "accept-encoding", ...headers };
  return async ({ request }) => {
    const { etag, plain, zipped } = await content();
    if (status === 200 && request.headers["if-none-match"]?.split(/\s*,\s*/).includes(etag)) {
      return { status: 304, headers: { ...common, etag }, body: "" };
    }
    const described = { ...common, etag, "content-type": type };
    return zipped && acceptsGzip(request.headers["accept-encoding"])
      ? { status, headers: { ...described, "content-encoding": "gzip" }, body: zipped }
      : { status, headers: described, body: plain };
  };
}

function acceptsGzip(header: string | string[] | undefined): boolean {
  return /(^|,)\s*gzip\s*(,|$|;\s*q=(1|0\.\d*[1-9]))/i.test(String(header ?? ""));
}
