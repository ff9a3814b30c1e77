import { isListedOrigin } from "../http/listedOrigin.ts";

/**
 * Whether a WebSocket may be opened from where its handshake says (RFC 6455, 10.2): from no page at all, from one of this
 * gateway's own, or from one of the listed origins. Browsers ask nobody before they open one.
 */
export function mayOpenFrom(
  { origin, host }: { readonly origin?: string | undefined; readonly host?: string | undefined },
  origins: readonly string[],
): boolean {
  if (origin === undefined) return true;
  if (isListedOrigin(origin, origins)) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
