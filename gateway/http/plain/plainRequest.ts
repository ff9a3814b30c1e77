import type { Socket } from "node:net";
import type { PlainHead } from "./plainHead.ts";

/** A request that has come whole. It is to routes what node:http's own is, but for the stream. */
export class PlainRequest {
  readonly method: string;
  readonly httpVersion = "1.1";
  readonly url: string;
  readonly headers: PlainHead["headers"];
  #body: Buffer;
  #isRead = false;

  /** `body` may be lent until `keepBody` is called. */
  constructor(
    head: PlainHead,
    body: Buffer,
    readonly socket: Socket,
  ) {
    this.#body = body;
    this.method = head.method;
    this.url = head.url;
    this.headers = head.headers;
  }

  /** Bytes of the body. */
  get length(): number {
    return this.#body.length;
  }

  /** The body, to be looked at once and at once. */
  takeBody(): Buffer {
    this.#isRead = true;
    return this.#body;
  }

  /** Makes the body its own, if it is yet to be read. */
  keepBody(): void {
    if (!this.#isRead) this.#body = Buffer.from(this.#body);
  }
}
