import type { Socket } from "node:net";
import type { PlainHead } from "./plainHead.ts";

/** A request that has come whole. It is to routes what node:http's own is, but for the stream. */
export class PlainRequest {
  readonly method: string;
  readonly httpVersion = "1.1";
  readonly url: string;
  readonly headers: PlainHead["headers"];

  constructor(
    head: PlainHead,
    readonly body: Buffer,
    readonly socket: Socket,
  ) {
    this.method = head.method;
    this.url = head.url;
    this.headers = head.headers;
  }
}
