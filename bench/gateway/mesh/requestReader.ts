import { readHead } from "./requestHead.ts";
import { readChunks } from "./requestChunks.ts";

/** A request that was read whole. */
export interface StrictRequest {
  /** The value of its `authorization`; empty without one. */
  readonly authorization: string;
  readonly body: Buffer;
  /** Whether the connection ends with its answer. */
  readonly closes: boolean;
}

/** Takes what comes over one connection; answers false once that is not what it reads, and then reads no more. */
export type ReadRequests = (chunk: Buffer) => boolean;

const END_OF_HEAD = "\r\n\r\n";
const NOTHING = Buffer.alloc(0);
const MOST_HEAD_BYTES = 16_384;
const MOST_BYTES = 4_194_304;

interface Read {
  readonly request: StrictRequest;
  readonly end: number;
}

/**
 * Reads the requests of one connection in their order, however their bytes are cut into chunks: `POST /graphql` of
 * HTTP/1.1 (RFC 9112) with a length or in chunks, and nothing else.
 */
export function requestReader(take: (request: StrictRequest) => void): ReadRequests {
  let rest: Buffer = NOTHING;
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    while (from < bytes.length) {
      const read = readRequest(bytes, from);
      if (read === "wrong") return false;
      if (read === "more") break;
      from = read.end;
      take(read.request);
    }
    rest = from === bytes.length ? NOTHING : bytes.subarray(from);
    return rest.length <= MOST_BYTES;
  };
}

function readRequest(bytes: Buffer, from: number): Read | "more" | "wrong" {
  const endOfHead = bytes.indexOf(END_OF_HEAD, from, "latin1");
  if ((endOfHead === -1 ? bytes.length : endOfHead) - from > MOST_HEAD_BYTES) return "wrong";
  if (endOfHead === -1) return "more";
  const head = readHead(bytes.toString("latin1", from, endOfHead));
  if (head === undefined) return "wrong";
  const { authorization, closes, length } = head;
  const start = endOfHead + END_OF_HEAD.length;
  if (length === "chunked") {
    const chunks = readChunks(bytes, start);
    if (typeof chunks === "string") return chunks;
    return { request: { authorization, closes, body: chunks.body }, end: chunks.end };
  }
  const end = start + length;
  if (end > bytes.length) return "more";
  return { request: { authorization, closes, body: bytes.subarray(start, end) }, end };
}
