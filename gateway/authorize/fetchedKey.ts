/**
 * The response key under which a value is fetched. It is the consumer's own, except for keys that every
 * JavaScript object inherits: engines that merge answers into plain objects would write through `__proto__`
 * or `constructor` into what all objects share. `prefix` starts no key of the operation.
 */
export function fetchedKey(key: string, prefix: string): string {
  return key in {} ? `${prefix}${key}` : key;
}

/** The consumer's own key of a fetched one. */
export function consumerKey(fetched: string, prefix: string): string {
  return fetched.startsWith(prefix) ? fetched.slice(prefix.length) : fetched;
}
