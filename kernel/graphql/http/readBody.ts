import type { IncomingMessage } from "node:http";

/** The body of a request: its text, or why there is none. */
export type ReadBody =
  { readonly ok: true; readonly body: string } | { readonly ok: false; readonly status: 400 | 413 };

/** Reads a body as UTF-8, at most so many bytes, without holding more. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return { ok: false, status: 413 };
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) return { ok: false, status: 413 };
      chunks.push(chunk);
    }
    return { ok: true, body: new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return { ok: false, status: 400 };
  }
}
