/** What a global id names: a GraphQL type and the key of one of its rows. */
export interface GlobalId {
  readonly type: string;
  readonly key: string;
}

/**
 * The opaque `id` of a row (GraphQL Global Object Identification): base64url of `Type:key`, the same in every
 * subgraph and process.
 */
export function encodeGlobalId(type: string, key: string): string {
  return Buffer.from(`${type}:${key}`, "utf8").toString("base64url");
}

/** The reverse of `encodeGlobalId`; undefined for text it never answers. */
export function decodeGlobalId(id: unknown): GlobalId | undefined {
  if (typeof id !== "string") return undefined;
  const [, type, key] =
    /^([A-Z][A-Za-z0-9_]*):(.+)$/s.exec(Buffer.from(id, "base64url").toString("utf8")) ?? [];
  if (type === undefined || key === undefined) return undefined;
  return encodeGlobalId(type, key) === id ? { type, key } : undefined;
}
