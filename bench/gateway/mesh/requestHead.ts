/** What the head of a request tells of it. */
export interface RequestHead {
  readonly authorization: string;
  readonly closes: boolean;
  /** Bytes of the body. */
  readonly length: number | "chunked";
}

const REQUEST_LINE = "POST /graphql HTTP/1.1";
const LENGTH = /^\d{1,9}$/;
/** A name, a colon, and a value: no folded lines, no space before the colon (RFC 9112, section 5). */
const FIELD = /^[\w!#$%&'*+.^`|~-]+:/;
/** What asks for more than an answer. */
const REFUSED = new Set(["expect", "upgrade", "trailer"]);

/** Reads a head, without the empty line at its end; undefined for one that is not understood to the letter. */
export function readHead(text: string): RequestHead | undefined {
  const [line, ...fields] = text.split("\r\n");
  if (line !== REQUEST_LINE) return undefined;
  let authorization = "";
  let closes = false;
  let length: number | "chunked" | undefined;
  for (const field of fields) {
    if (!FIELD.test(field)) return undefined;
    const colon = field.indexOf(":");
    const name = field.slice(0, colon).toLowerCase();
    if (REFUSED.has(name)) return undefined;
    if (name === "authorization") authorization = field.slice(colon + 1).trim();
    else if (name === "connection")
      closes =
        field
          .slice(colon + 1)
          .trim()
          .toLowerCase() === "close";
    else if (name === "content-length" || name === "transfer-encoding") {
      // A second one would leave it open where the body ends.
      if (length !== undefined) return undefined;
      length = lengthOf(name, field.slice(colon + 1).trim());
      if (length === undefined) return undefined;
    }
  }
  return { authorization, closes, length: length ?? 0 };
}

function lengthOf(
  name: "content-length" | "transfer-encoding",
  value: string,
): number | "chunked" | undefined {
  if (name === "content-length") return LENGTH.test(value) ? Number(value) : undefined;
  return value.toLowerCase() === "chunked" ? (value.toLowerCase() as "chunked") : undefined;
}
