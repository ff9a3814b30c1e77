/** Headers by which is decided who asks, where, for what and of which state. */
const SENT_ONCE: ReadonlySet<string> = new Set([
  "host",
  "authorization",
  "content-type",
  "x-purpose",
  "x-datamesh-as-of",
  "x-datamesh-at-least",
  "x-datamesh-explain",
  "x-datamesh-cost",
]);

/**
 * The first header of a request, in lower case, that is sent twice though it may be sent once; undefined if there is none.
 * Of two, Node keeps the first or joins them, and whoever stands before this gateway may have looked at the other: so
 * neither is believed (RFC 9112, 3.2, asks for that of `host`; RFC 9110, 5.3, of any field that is no list).
 * `rawHeaders` are names and values in turn, as Node has them.
 */
export function repeatedHeader(rawHeaders: readonly string[]): string | undefined {
  const sent = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? "";
    if (!SENT_ONCE.has(name)) continue;
    if (sent.has(name)) return name;
    sent.add(name);
  }
  return undefined;
}
