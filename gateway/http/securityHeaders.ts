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
 * The policy of the application (CSP 3), which holds the token: everything from here, nothing from elsewhere, no
 * styles in attributes. Besides this gateway it may ask the origins given.
 */
export function applicationPolicy(origins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", ...origins].join(" "),
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * What the editor's document carries. Its styles are written by its script, so it stands in a frame of the application,
 * holds no token, and may connect nowhere: it asks the application to run queries.
 */
export const EDITOR_HEADERS: Reply["headers"] = Object.freeze({
  "x-frame-options": "SAMEORIGIN",
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "worker-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; "),
});

/** The policy of a script: a worker stands under the one its script came with, and may load parts of it and no more. */
export const SCRIPT_POLICY = "default-src 'none'; script-src 'self'; frame-ancestors 'none'";
