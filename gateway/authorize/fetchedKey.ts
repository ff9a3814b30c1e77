import type { FieldNode } from "graphql";
import type { FieldNames } from "../engine/index.ts";

/**
 * The response key under which a value is fetched. It is the consumer's own, except for
 * - keys that every JavaScript object inherits (`__proto__`, `constructor`): merging answers must not write through
 *   them into what all objects share;
 * - aliases that are the name of some field of the supergraph, whether consumers see it or not, and fields with
 *   arguments: a plan fetches keys of entities and what other fields require under the names of these fields, which
 *   then mean something else;
 * - aliases that start with `_`, as those that plans add do.
 * `prefix` starts no key of the operation.
 */
export function fetchedKey(names: FieldNames, { alias, name }: FieldNode, prefix: string): string {
  const key = (alias ?? name).value;
  const isTaken =
    key === name.value ? names.withArguments.has(key) : names.all.has(key) || key.startsWith("_");
  return isTaken || key in {} ? `${prefix}${key}` : key;
}

/** The consumer's own key of a fetched one. */
export function consumerKey(fetched: string, prefix: string): string {
  return fetched.startsWith(prefix) ? fetched.slice(prefix.length) : fetched;
}
