import { ByteCollector } from "./byteCollector.ts";
import { ChunkedBody } from "./chunkedBody.ts";
import { FamiliarHead } from "./familiarHead.ts";
import { readHead, type ResponseHead } from "./responseHead.ts";
import { TransportFailure } from "./transportFailure.ts";

/** How large an answer may be, in bytes. */
export interface ResponseBounds {
  /** Status line and headers, with those of informational answers before it. */
  readonly maxHeadBytes: number;
  readonly maxBodyBytes: number;
}

/** An answer that is whole. */
export interface ReadResponse {
  readonly head: ResponseHead;
  readonly body: Buffer;
}

const END_OF_HEAD = Buffer.from("\r\n\r\n");
const NO_BODY = Buffer.alloc(0);

/**
 * Reads one answer to a POST from the bytes of a connection, in whatever pieces they come, each byte once; informational
 * answers before it are skipped (RFC 9112, section 6). Throws MALFORMED and TOO_LARGE: what follows on such a
 * connection means nothing any more.
 */
export class ResponseReader {
  private readonly pending = new ByteCollector();
  private readonly body = new ByteCollector();
  private head: ResponseHead | undefined;
  private chunks: ChunkedBody | undefined;
  private headBytes = 0;

  /** `familiar` may be shared by all that read the answers of one server. */
  constructor(
    private readonly bounds: ResponseBounds,
    private readonly familiar = new FamiliarHead(),
  ) {}

  /** Whether something of an answer has come. */
  get hasBegun(): boolean {
    return this.headBytes > 0 || this.pending.length > 0;
  }

  /** Takes the next bytes, which are only lent; answers the response once it is whole. */
  read(bytes: Buffer): ReadResponse | undefined {
    let at = 0;
    while (this.head === undefined) {
      at = this.readHeads(bytes, at);
      if (at < 0) return undefined;
    }
    if (this.chunks === undefined && this.body.length === 0 && this.head.length === bytes.length - at) {
      return this.taken(copied(bytes, at));
    }
    at = this.chunks === undefined ? this.readLength(bytes, at) : this.chunks.read(bytes, at);
    if (!this.isWhole()) return undefined;
    if (at < bytes.length) throw malformed("there is more than its length");
    return this.taken(this.body.length === 0 ? NO_BODY : this.body.take());
  }

  /** Reads one head; answers where it ends, or -1 if it is not whole. */
  private readHeads(bytes: Buffer, start: number): number {
    if (this.pending.length > 0) return this.readPending(bytes, start);
    const known = this.familiar.read(bytes, start);
    if (known !== undefined) {
      this.count(this.familiar.end - start);
      this.begin(known);
      return this.familiar.end;
    }
    const found = bytes.indexOf(END_OF_HEAD, start);
    if (found < 0) return this.keep(bytes, start);
    const end = found + END_OF_HEAD.length;
    this.count(end - start);
    const head = readHead(bytes, start, end);
    this.begin(head);
    this.familiar.remember(bytes, start, end, head);
    return end;
  }

  /** The same for a head of which a part came before. */
  private readPending(bytes: Buffer, start: number): number {
    const before = this.pending.length;
    const most = Math.min(bytes.length, start + this.bounds.maxHeadBytes + 1 - before);
    this.pending.add(bytes, start, most, this.bounds.maxHeadBytes);
    const found = this.pending.view().indexOf(END_OF_HEAD, Math.max(0, before - END_OF_HEAD.length + 1));
    if (found < 0) return this.keep(bytes, bytes.length);
    const end = found + END_OF_HEAD.length;
    const head = this.pending.take();
    this.count(end);
    this.begin(readHead(head, 0, end));
    return start + end - before;
  }

  private keep(bytes: Buffer, start: number): number {
    this.pending.add(bytes, start, bytes.length, this.bounds.maxHeadBytes);
    if (this.headBytes + this.pending.length > this.bounds.maxHeadBytes) throw headTooLarge(this.bounds);
    return -1;
  }

  private count(bytes: number): void {
    this.headBytes += bytes;
    if (this.headBytes > this.bounds.maxHeadBytes) throw headTooLarge(this.bounds);
  }

  private begin(head: ResponseHead): void {
    const { status, length, isChunked } = head;
    const isInformational = status < 200;
    if (isInformational || status === 204) {
      if (status === 101) throw malformed("it changes the protocol");
      if (isChunked || (length ?? 0) > 0) throw malformed(`it has status ${status} and a body`);
    } else if (status === 304) throw malformed("it has status 304, and nothing was asked on condition");
    else if (length === undefined && !isChunked) throw malformed("nothing tells where it ends");
    if ((length ?? 0) > this.bounds.maxBodyBytes) throw bodyTooLarge(this.bounds);
    if (isInformational) return;
    this.head = head;
    if (isChunked) this.chunks = new ChunkedBody(this.body, this.bounds.maxBodyBytes);
  }

  private readLength(bytes: Buffer, start: number): number {
    const length = this.head?.length ?? 0;
    const end = Math.min(bytes.length, start + length - this.body.length);
    if (end > start) this.body.add(bytes, start, end, length);
    return end;
  }

  private isWhole(): boolean {
    return this.chunks?.isWhole ?? this.body.length === (this.head?.length ?? 0);
  }

  private taken(body: Buffer): ReadResponse {
    const head = this.head as ResponseHead;
    this.head = undefined;
    this.chunks = undefined;
    this.headBytes = 0;
    return { head, body };
  }
}

/** Bytes that are only lent, for keeps. */
function copied(bytes: Buffer, start: number): Buffer {
  const copy = Buffer.allocUnsafe(bytes.length - start);
  bytes.copy(copy, 0, start);
  return copy;
}

const malformed = (what: string): TransportFailure =>
  new TransportFailure("MALFORMED", `the answer is not taken: ${what}`);

const headTooLarge = ({ maxHeadBytes }: ResponseBounds): TransportFailure =>
  new TransportFailure("TOO_LARGE", `the head of the answer is larger than ${maxHeadBytes} bytes`);

const bodyTooLarge = ({ maxBodyBytes }: ResponseBounds): TransportFailure =>
  new TransportFailure("TOO_LARGE", `the answer is larger than ${maxBodyBytes} bytes`);
