import type { Reply } from "./reply.ts";

/** What every reply carries unless its route says otherwise: nothing of it may be framed, sniffed or run. */
export const SECURITY_HEADERS: Reply["headers"] = Object.freeze({
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
});

/**
 * The policy of the playground's page (CSP 3): everything from here, nothing from elsewhere. GraphiQL sets
 * styles from its script and its style sheet holds its fonts and cursors as data. Besides this gateway the page
 * may ask the origins given.
 */
export function playgroundPolicy(origins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    ["connect-src 'self'", ...origins].join(" "),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The same where nobody signs in. */
export const PLAYGROUND_POLICY = playgroundPolicy([]);
