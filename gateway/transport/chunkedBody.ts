import type { ByteCollector } from "./byteCollector.ts";
import { TransportFailure } from "./transportFailure.ts";

const [LF, CR] = [10, 13] as const;
const MAX_SIZE_DIGITS = 8;

type Expected = "SIZE" | "SIZE_LF" | "BYTES" | "CR" | "LF" | "LAST_CR" | "LAST_LF" | "NOTHING";

/**
 * Reads a body in chunks (RFC 9112, section 7.1) as it comes, each byte once. Throws TOO_LARGE, and MALFORMED for a
 * size that is no plain hexadecimal number and for chunk extensions and trailers, which nothing between a gateway and
 * its subgraphs has a use for.
 */
export class ChunkedBody {
  private expected: Expected = "SIZE";
  private size = 0;
  private digits = 0;

  constructor(
    private readonly body: ByteCollector,
    private readonly maxBytes: number,
  ) {}

  /** Whether the last chunk has come. */
  get isWhole(): boolean {
    return this.expected === "NOTHING";
  }

  /** Reads on from `start`, and answers where it stopped: at the end of the bytes, or behind the body. */
  read(bytes: Buffer, start: number): number {
    let at = start;
    while (at < bytes.length && this.expected !== "NOTHING") {
      if (this.expected === "BYTES") at = this.readBytes(bytes, at);
      else this.readMark(bytes[at++] ?? 0);
    }
    return at;
  }

  private readBytes(bytes: Buffer, start: number): number {
    const end = Math.min(bytes.length, start + this.size);
    this.body.add(bytes, start, end, this.body.length === 0 ? this.size : this.maxBytes);
    this.size -= end - start;
    if (this.size === 0) this.expected = "CR";
    return end;
  }

  private readMark(byte: number): void {
    switch (this.expected) {
      case "SIZE":
        return this.readSize(byte);
      case "SIZE_LF":
        return this.require(byte, LF, this.size === 0 ? "LAST_CR" : "BYTES");
      case "CR":
        return this.require(byte, CR, "LF");
      case "LF":
        this.digits = 0;
        return this.require(byte, LF, "SIZE");
      case "LAST_CR":
        return this.require(byte, CR, "LAST_LF");
      default:
        return this.require(byte, LF, "NOTHING");
    }
  }

  private readSize(byte: number): void {
    const digit = hexadecimal(byte);
    if (digit === undefined) {
      if (this.digits === 0) throw malformed();
      return this.require(byte, CR, "SIZE_LF");
    }
    this.size = this.digits === 0 ? digit : this.size * 16 + digit;
    this.digits += 1;
    if (this.digits > MAX_SIZE_DIGITS) throw malformed();
    if (this.body.length + this.size > this.maxBytes)
      throw new TransportFailure("TOO_LARGE", `the answer is larger than ${this.maxBytes} bytes`);
  }

  private require(byte: number, required: number, next: Expected): void {
    if (byte !== required) throw malformed();
    this.expected = next;
  }
}

function hexadecimal(byte: number): number | undefined {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 0x20;
  return letter >= 97 && letter <= 102 ? letter - 87 : undefined;
}

const malformed = (): TransportFailure =>
  new TransportFailure("MALFORMED", "the answer is not taken: its chunks are none");
