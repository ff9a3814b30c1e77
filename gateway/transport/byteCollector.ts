const FIRST_CAPACITY = 16_384;

/**
 * Gathers bytes that come in pieces, copying them: a piece is only lent. Memory grows with what has come, not with
 * what was announced, so that an announcement costs nothing.
 */
export class ByteCollector {
  private bytes = Buffer.alloc(0);
  length = 0;

  /** Adds `piece` from `start` up to `end`; `expected` is how long it may become all told, as far as that is known. */
  add(piece: Buffer, start: number, end: number, expected: number): void {
    const length = this.length + end - start;
    if (length > this.bytes.length) this.grow(length, expected);
    piece.copy(this.bytes, this.length, start, end);
    this.length = length;
  }

  /** What is there, which is only lent too. */
  view(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  /** What is there, for keeps; the next begins empty. */
  take(): Buffer {
    const taken = this.view();
    this.bytes = Buffer.alloc(0);
    this.length = 0;
    return taken;
  }

  private grow(least: number, expected: number): void {
    // A body that came whole, as most do, gets exactly the room it needs.
    const capacity = Math.max(least, Math.min(expected, Math.max(FIRST_CAPACITY, 2 * this.bytes.length)));
    const wider = Buffer.allocUnsafe(capacity);
    this.bytes.copy(wider, 0, 0, this.length);
    this.bytes = wider;
  }
}
