import { wantsEventStream } from "../eventStreams.ts";

/** The head of a request of which nothing is in doubt. */
export interface PlainHead {
  readonly method: "POST";
  readonly url: string;
  /** By lower-case name, each sent once. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of the body. */
  readonly length: number;
}

const MOST_FIELDS = 64;
/** Visible ASCII, with blanks inside; other octets are left to whoever knows what to make of them (RFC 9110, 5.5). */
const FIELD = /^([!#$%&'*+.^`|~0-9A-Za-z-]+):[ \t]*([\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)[ \t]*$/;
const LENGTH = /^(0|[1-9]\d{0,6})$/;
/** What changes how a message is framed or answered (RFC 9112, 6; RFC 9110, 7 and 10.1). */
const NOT_PLAIN: ReadonlySet<string> = new Set([
  "transfer-encoding",
  "trailer",
  "te",
  "expect",
  "upgrade",
  "http2-settings",
]);

/**
 * Reads the head of a request, without the empty line at its end; undefined unless it is a POST in HTTP/1.1 to exactly
 * this path, on a connection that is kept, with a length, a host, and every header once. It is much stricter than RFC
 * 9112 allows: whatever else may be meant by a head, nobody reads this one in another way.
 */
export function readPlainHead(text: string, path: string): PlainHead | undefined {
  const [line, ...fields] = text.split("\r\n");
  if (line !== `POST ${path} HTTP/1.1` || fields.length > MOST_FIELDS) return undefined;
  const headers: Record<string, string> = {};
  for (const field of fields) {
    const [, name = "", value = ""] = FIELD.exec(field) ?? [];
    const key = name.toLowerCase();
    if (key === "" || Object.hasOwn(headers, key) || NOT_PLAIN.has(key)) return undefined;
    headers[key] = value;
  }
  const { host, connection = "keep-alive", "content-length": length = "" } = headers;
  if (host === undefined || connection.toLowerCase() !== "keep-alive" || !LENGTH.test(length))
    return undefined;
  // A stream of events is written as it comes, which is Node's to do.
  if (wantsEventStream(headers["accept"])) return undefined;
  return { method: "POST", url: path, headers: Object.freeze(headers), length: Number(length) };
}
