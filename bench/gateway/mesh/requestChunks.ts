/** A body that came in chunks, put together. */
export interface Chunks {
  readonly body: Buffer;
  /** Where the next request begins. */
  readonly end: number;
}

const LINE_END = "\r\n";
const SIZE = /^[\da-f]{1,6}$/i;
const LONGEST_SIZE = 6;

/** Reads a chunked body (RFC 9112, section 7.1) from a place on; extensions and trailers are wrong. */
export function readChunks(bytes: Buffer, start: number): Chunks | "more" | "wrong" {
  const parts: Buffer[] = [];
  let at = start;
  for (;;) {
    const endOfSize = bytes.indexOf(LINE_END, at, "latin1");
    if (endOfSize === -1) return bytes.length - at > LONGEST_SIZE + 1 ? "wrong" : "more";
    const size = bytes.toString("latin1", at, endOfSize);
    if (!SIZE.test(size)) return "wrong";
    const from = endOfSize + LINE_END.length;
    const to = from + Number.parseInt(size, 16);
    const end = to + LINE_END.length;
    if (end > bytes.length) return "more";
    if (bytes.toString("latin1", to, end) !== LINE_END) return "wrong";
    if (to === from) return { body: Buffer.concat(parts), end };
    parts.push(bytes.subarray(from, to));
    at = end;
  }
}
