import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";

/** What a request tells of where it comes from. */
export type Arrival = Pick<IncomingMessage, "headers" | "httpVersion"> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
};

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8);
LOOPBACK.addAddress("::1", "ipv6");

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;
const FORWARDED = /^(forwarded|x-forwarded(-.*)?|x-real-ip|via)$/;

/**
 * Why a request cannot be held to come from this machine; undefined if it can. The name it calls this gateway by counts
 * too, for a page elsewhere may have its own name lead here (DNS rebinding), and so does every trace of a proxy; those
 * that leave none often speak HTTP/1.0, which browsers do not.
 */
export function whyElsewhere({ headers, httpVersion, socket }: Arrival): string | undefined {
  if (!isLoopback(socket.remoteAddress ?? "")) return "REMOTE_ADDRESS";
  if (!LOOPBACK_HOST.test(headers.host ?? "")) return "HOST";
  if (Object.keys(headers).some((name) => FORWARDED.test(name))) return "FORWARDED";
  return httpVersion === "1.1" ? undefined : "HTTP_VERSION";
}

const isLoopback = (address: string): boolean => LOOPBACK.check(address, isIPv6(address) ? "ipv6" : "ipv4");
