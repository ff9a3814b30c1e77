import type { IncomingMessage } from "node:http";

/**
 * Why a request comes from a page of another origin; undefined if it comes from one of this gateway's own or from no
 * page at all (Fetch Metadata, 2.3; RFC 6454, 7).
 */
export function whyForeign({ headers }: Pick<IncomingMessage, "headers">): string | undefined {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return "SEC_FETCH_SITE";
  const { origin, host } = headers;
  return origin === undefined || origin === `http://${host}` ? undefined : "ORIGIN";
}
