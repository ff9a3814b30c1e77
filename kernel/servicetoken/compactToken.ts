/** Why a text is not a signed token one could begin to check. */
export type CompactTokenFault = "TOO_LARGE" | "MALFORMED" | "FORBIDDEN_HEADER";

/** A JSON object nobody has checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A signed token taken apart. Nothing in it is to be believed before the signature is verified. */
export interface CompactToken {
  readonly ok: true;
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** By these a token would choose its own key (RFC 7515, 4.1.2 to 4.1.6) or its own rules (4.1.11, RFC 7797). */
const FORBIDDEN_PARAMETERS = ["jwk", "jku", "x5u", "x5c", "crit", "b64"] as const;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Takes a signed token in JWS compact serialization (RFC 7515, 7.1) apart without verifying it. Refuses more
 * than `maxBytes`, other than three parts of canonical base64url, a header or payload that is not a JSON object
 * in UTF-8, and a header that brings its own key or extensions.
 */
export function readCompactToken(
  token: string,
  maxBytes: number,
): CompactToken | { readonly ok: false; readonly reason: CompactTokenFault } {
  if (Buffer.byteLength(token) > maxBytes) return { ok: false, reason: "TOO_LARGE" };
  const parts = token.split(".");
  const [header, claims] = parts.slice(0, 2).map(readJsonObject);
  if (parts.length !== 3 || !parts.every(isCanonical) || !header || !claims) {
    return { ok: false, reason: "MALFORMED" };
  }
  if (FORBIDDEN_PARAMETERS.some((name) => Object.hasOwn(header, name))) {
    return { ok: false, reason: "FORBIDDEN_HEADER" };
  }
  return { ok: true, header, claims };
}

/** Decoders skip spaces, padding and spare bits: without this a token could be respelled at will. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, "base64url").toString("base64url") === part;
}

function readJsonObject(part: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(utf8.decode(Buffer.from(part, "base64url")));
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isJsonObject(parsed: unknown): parsed is JsonObject {
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
}
