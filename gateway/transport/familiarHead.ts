import type { ResponseHead } from "./responseHead.ts";

const [ZERO, NINE] = [48, 57] as const;
const MAX_DIGITS = 15;
const LENGTH = /\r\ncontent-length:[\t ]*(\d+)[\t ]*\r\n/di;

/**
 * The head of the last answer, by which the next one's is known: those of one server differ in the length of the body
 * and, once a second, in the date. What has the same bytes but for the digits of its length means the same but for its
 * length; any other head has to be read.
 */
export class FamiliarHead {
  private bytes = Buffer.alloc(0);
  /** Where the digits of the length begin and end in there. */
  private digits: readonly [number, number] = [0, 0];
  private head: ResponseHead | undefined;
  /** Where the head ends that was known last. */
  end = 0;

  /** Remembers a head that was read, given with the empty line that ends it, if it tells the length of a body. */
  remember(bytes: Buffer, start: number, end: number, head: ResponseHead): void {
    const found = LENGTH.exec(bytes.toString("latin1", start, end))?.indices?.[1];
    if (found === undefined || head.length === undefined) return;
    this.bytes = Buffer.from(bytes.subarray(start, end));
    this.digits = found;
    this.head = head;
  }

  /** The head that begins there, and then `end` is where it ends; undefined if it is not known. */
  read(bytes: Buffer, start: number): ResponseHead | undefined {
    const { head } = this;
    const [from, to] = this.digits;
    if (head === undefined || !this.isSame(bytes, start, 0, from)) return undefined;
    let at = start + from;
    let length = 0;
    for (let digit = bytes[at]; isDigit(digit); digit = bytes[++at]) length = length * 10 + digit - ZERO;
    const count = at - start - from;
    if (count === 0 || count > MAX_DIGITS || !this.isSame(bytes, at, to, this.bytes.length)) return undefined;
    this.end = at + this.bytes.length - to;
    return length === head.length ? head : withLength(head, length);
  }

  /** Whether there stand the bytes that stood here. */
  private isSame(bytes: Buffer, start: number, from: number, to: number): boolean {
    const known = this.bytes;
    for (let at = from, there = start; at < to; at += 1, there += 1) {
      if (bytes[there] !== known[at]) return false;
    }
    return true;
  }
}

const isDigit = (byte: number | undefined): byte is number =>
  byte !== undefined && byte >= ZERO && byte <= NINE;

const withLength = (
  { status, isChunked, keepsOpen, keepAliveSeconds }: ResponseHead,
  length: number,
): ResponseHead => ({ status, length, isChunked, keepsOpen, keepAliveSeconds });
