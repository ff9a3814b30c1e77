import type { Socket } from "node:net";
import type { LoggedExchange } from "../loggedExchange.ts";
import type { Reply } from "../reply.ts";
import { plainBytes } from "./plainBytes.ts";
import { type PlainHead, readPlainHead } from "./plainHead.ts";
import { PlainRequest } from "./plainRequest.ts";
import { type InPlace, readInPlace } from "./readInPlace.ts";

/** What connections need of the server that accepted them. */
export interface PlainServer {
  /** The one path whose requests are read here. */
  readonly path: string;
  readonly keepAliveSeconds: number;
  readonly isClosing: () => boolean;
  /** As `Date` says it. */
  readonly date: () => string;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  open(request: PlainRequest): LoggedExchange;
  handle(exchange: LoggedExchange): Promise<Reply> | Reply;
  /** Has Node read this connection from here on; these bytes have come already. */
  handOver(connection: PlainConnection, socket: Socket, bytes: Buffer): void;
  failed(error: unknown): void;
  ended(connection: PlainConnection): void;
}

/** A head, and its bytes with the empty line at its end. */
interface ReadHead {
  readonly bytes: Buffer;
  readonly head: PlainHead;
}

const NOTHING = Buffer.alloc(0);
const END_OF_HEAD = Buffer.from("\r\n\r\n");
/** Of a token, an origin and what browsers add; longer ones are Node's to read, and to refuse beyond its 16 kB. */
const LONGEST_HEAD = 8_192;
const REMEMBERED_HEADS = 4;

/**
 * A connection over which plain requests come, each whole in one piece and one at a time. With anything else that comes,
 * be it odd, long, in parts or sent before the answer was out, the connection is handed to Node at the start of that
 * request.
 */
export class PlainConnection {
  /** Since when it has waited for a request. */
  waitsSince: number;
  wasUsed = false;
  #exchange: LoggedExchange | undefined;
  #held: Buffer | undefined;
  /** A client's requests have much the same head. */
  readonly #heads: ReadHead[] = [];
  readonly socket: Socket;
  readonly #inPlace: InPlace | undefined;
  readonly #receive = (bytes: Buffer): void => this.#received(bytes);
  readonly #end = (): void => void this.socket.end();
  readonly #close = (): void => this.#closed();
  readonly #sent = (error?: Error | null): void => {
    if (!error) this.#answered(this.#status);
  };
  #status = 0;

  constructor(
    readonly server: PlainServer,
    accepted: Socket,
  ) {
    this.waitsSince = server.now();
    this.#inPlace = readInPlace(accepted, this.#receive);
    const socket = this.#inPlace?.socket ?? accepted.on("data", this.#receive);
    this.socket = socket;
    socket.on("end", this.#end);
    socket.on("close", this.#close);
    socket.on("error", IGNORED);
  }

  /** Whether no request of it is under way. */
  get isIdle(): boolean {
    return this.#exchange === undefined;
  }

  /** What it is given is only lent. */
  #received(bytes: Buffer): void {
    if (this.#exchange !== undefined) return this.#hold(bytes);
    const read = this.#familiar(bytes) ?? this.#read(bytes);
    if (read === undefined || read.bytes.length + read.head.length !== bytes.length) this.#handOver(bytes);
    else this.#serve(new PlainRequest(read.head, bytes.subarray(read.bytes.length), this.socket));
  }

  /** What comes before the answer is out is read by Node when it is; until then no more is taken. */
  #hold(bytes: Buffer): void {
    this.#held = this.#held === undefined ? Buffer.from(bytes) : Buffer.concat([this.#held, bytes]);
    this.socket.pause();
  }

  #handOver(bytes: Buffer): void {
    const { socket, server } = this;
    socket.off("data", this.#receive).off("end", this.#end).off("close", this.#close).off("error", IGNORED);
    this.#inPlace?.asStream();
    server.handOver(this, socket, Buffer.from(bytes));
  }

  #familiar(bytes: Buffer): ReadHead | undefined {
    for (const each of this.#heads) {
      const { length } = each.bytes;
      if (bytes.length >= length && each.bytes.compare(bytes, 0, length) === 0) return each;
    }
    return undefined;
  }

  #read(bytes: Buffer): ReadHead | undefined {
    const end = bytes.indexOf(END_OF_HEAD);
    if (end === -1 || end > LONGEST_HEAD) return undefined;
    const head = readPlainHead(bytes.toString("latin1", 0, end), this.server.path);
    if (head === undefined) return undefined;
    const read = { bytes: Buffer.from(bytes.subarray(0, end + END_OF_HEAD.length)), head };
    if (this.#heads.length === REMEMBERED_HEADS) this.#heads.shift();
    this.#heads.push(read);
    return read;
  }

  #serve(request: PlainRequest): void {
    const { server } = this;
    this.wasUsed = true;
    const exchange = server.open(request);
    this.#exchange = exchange;
    const reply = server.handle(exchange);
    if (reply instanceof Promise) {
      request.keepBody();
      reply.then(
        (each) => this.#write(each),
        (error: unknown) => this.#failed(error),
      );
    } else this.#write(reply);
  }

  #write(reply: Reply): void {
    // The client may have gone meanwhile.
    if (this.#exchange === undefined) return;
    const { socket, server } = this;
    const isClosing = server.isClosing();
    try {
      const { requestId } = this.#exchange;
      const { keepAliveSeconds } = server;
      const written = plainBytes(reply, { requestId, isClosing, date: server.date(), keepAliveSeconds });
      if (typeof written === "string") socket.write(written, "latin1");
      else socket.write(written);
    } catch (error) {
      return this.#failed(error);
    }
    this.#status = reply.status;
    if (socket.writableLength === 0) this.#answered(reply.status);
    // What the system had no room for is sent before this is.
    else socket.write(NOTHING, this.#sent);
  }

  #answered(status: number): void {
    this.#exchange?.end(status, true);
    this.#exchange = undefined;
    if (this.server.isClosing()) return void this.socket.end();
    this.waitsSince = this.server.now();
    const held = this.#held;
    if (held !== undefined) this.#handOver(held);
  }

  #failed(error: unknown): void {
    this.server.failed(error);
    this.socket.destroy();
  }

  #closed(): void {
    this.#exchange?.end(this.#status, false);
    this.#exchange = undefined;
    this.server.ended(this);
  }
}

const IGNORED = (): void => undefined;
