import { TransportFailure } from "./transportFailure.ts";

/** What the head of an answer says that matters. */
export interface ResponseHead {
  /** 100 to 599. */
  readonly status: number;
  /** How many bytes the body has; undefined if it comes in chunks, or if no length was said. */
  readonly length: number | undefined;
  readonly isChunked: boolean;
  /** Whether the connection can be used for another request. */
  readonly keepsOpen: boolean;
  /** For how many seconds the other end keeps an idle connection, if it said so. */
  readonly keepAliveSeconds: number | undefined;
}

type Fields = { -readonly [Name in keyof ResponseHead]: ResponseHead[Name] };

const [TAB, LF, CR, SPACE, ZERO, COLON] = [9, 10, 13, 32, 48, 58] as const;
const VERSION = "HTTP/1.1 ";
/** Within what a number counts exactly. */
const LENGTH = /^\d{1,15}$/;

/**
 * Reads a status line and headers (RFC 9112, sections 4 and 5; RFC 9110, section 5), given with the empty line that
 * ends them. Throws MALFORMED for whatever two readers could read in two ways: another version of HTTP, a line that
 * does not end with CR LF, a header that goes on in the next line, a space before the colon, control characters, a
 * length that is repeated or no number or comes with a transfer encoding, an encoding other than `chunked`, a body
 * that is compressed though nobody asked for it.
 */
export function readHead(bytes: Buffer, start: number, end: number): ResponseHead {
  const fields: Fields = {
    status: readStatus(bytes, start),
    length: undefined,
    isChunked: false,
    keepsOpen: true,
    keepAliveSeconds: undefined,
  };
  let at = lineEnd(bytes, start + VERSION.length + 4, end);
  while (at < end - 2) {
    const colon = nameEnd(bytes, at);
    const next = lineEnd(bytes, colon + 1, end);
    readField(bytes, at, colon, next - 2, fields);
    at = next;
  }
  if (fields.isChunked && fields.length !== undefined) throw malformed("it has a length and is chunked");
  return fields;
}

function readStatus(bytes: Buffer, start: number): number {
  for (let at = 0; at < VERSION.length; at += 1) {
    if (bytes[start + at] !== VERSION.charCodeAt(at)) throw malformed("it is not HTTP/1.1");
  }
  const at = start + VERSION.length;
  const status = readNumber(bytes, at, at + 3);
  if (status === undefined || status < 100 || status > 599 || bytes[at + 3] !== SPACE)
    throw malformed("its status is none");
  return status;
}

function readNumber(bytes: Buffer, start: number, end: number): number | undefined {
  let number = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return number;
}

/** Where the next line begins. */
function lineEnd(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (isText(bytes[at] ?? 0)) at += 1;
  if (bytes[at] !== CR || bytes[at + 1] !== LF || at + 2 > end) throw malformed("a line of its head is none");
  return at + 2;
}

/** Visible characters, spaces, tabs, and the bytes beyond ASCII that headers may hold. */
const isText = (byte: number): boolean => (byte >= SPACE && byte !== 127) || byte === TAB;

const TOKEN = new Uint8Array(256);
for (const byte of Buffer.from(
  "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
))
  TOKEN[byte] = 1;

function nameEnd(bytes: Buffer, start: number): number {
  let at = start;
  while (TOKEN[bytes[at] ?? 0] === 1) at += 1;
  if (at === start || bytes[at] !== COLON) throw malformed("a header has no name");
  return at;
}

function readField(bytes: Buffer, start: number, colon: number, end: number, fields: Fields): void {
  // Told apart by length first: most headers are none of these.
  switch (colon - start) {
    case 10:
      if (isNamed(bytes, start, "connection")) readConnection(valueOf(bytes, colon, end), fields);
      else if (isNamed(bytes, start, "keep-alive")) readKeepAlive(valueOf(bytes, colon, end), fields);
      break;
    case 14:
      if (isNamed(bytes, start, "content-length")) readLength(valueOf(bytes, colon, end), fields);
      break;
    case 16:
      if (isNamed(bytes, start, "content-encoding") && valueOf(bytes, colon, end) !== "identity")
        throw malformed("its body is compressed");
      break;
    case 17:
      if (isNamed(bytes, start, "transfer-encoding")) readEncoding(valueOf(bytes, colon, end), fields);
      break;
    default:
  }
}

function isNamed(bytes: Buffer, start: number, name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    if (((bytes[start + at] ?? 0) | 0x20) !== name.charCodeAt(at)) return false;
  }
  return true;
}

/** A value without the spaces and tabs around it, in lower case. */
function valueOf(bytes: Buffer, colon: number, end: number): string {
  let [from, to] = [colon + 1, end];
  while (isBlank(bytes[from])) from += 1;
  while (to > from && isBlank(bytes[to - 1])) to -= 1;
  return bytes.toString("latin1", from, to).toLowerCase();
}

const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB;

function readConnection(value: string, fields: Fields): void {
  if (value !== "keep-alive") fields.keepsOpen = false;
}

function readKeepAlive(value: string, fields: Fields): void {
  const [, seconds] = /(?:^|[, ])timeout=(\d{1,6})/.exec(value) ?? [];
  if (seconds !== undefined) fields.keepAliveSeconds = Number(seconds);
}

function readLength(value: string, fields: Fields): void {
  if (fields.length !== undefined) throw malformed("it has two lengths");
  if (!LENGTH.test(value)) throw malformed("its length is no number");
  fields.length = Number(value);
}

function readEncoding(value: string, fields: Fields): void {
  if (fields.isChunked || value !== "chunked") throw malformed("its transfer encoding is not chunked");
  fields.isChunked = true;
}

const malformed = (what: string): TransportFailure =>
  new TransportFailure("MALFORMED", `the answer is not taken: ${what}`);
