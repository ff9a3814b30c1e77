/** Whether a text may hold a key that every JavaScript object inherits, be it in escapes. */
const SUSPICIOUS = new RegExp(`"(${Object.getOwnPropertyNames(Object.prototype).join("|")})"|\\\\u`);

/**
 * Reads a JSON body that somebody else has written; undefined when it is no JSON, since the parser's own
 * message would carry pieces of the body. Objects under keys such as `__proto__` and `constructor` are left
 * out: the gateway fetches nothing under them, and an engine that merges answers would write them into what
 * all objects share.
 */
export function parseBody(body: string | Buffer): unknown {
  const text = body.toString();
  try {
    return SUSPICIOUS.test(text) ? JSON.parse(text, withoutInherited) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withoutInherited(key: string, value: unknown): unknown {
  return key in {} && typeof value === "object" ? undefined : value;
}
