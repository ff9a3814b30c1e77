/** What the opaque `id` of a row names: its GraphQL type and the value of its product's key. */
export interface NodeId {
  readonly type: string;
  readonly key: string;
}

/** Reads an `id`, which is base64url of `<type>:<key>`; undefined when it is not of that form. */
export function readNodeId(id: string): NodeId | undefined {
  const bytes = Buffer.from(id, "base64url");
  // Decoders skip what is no base64url, so one row could be named in many ways.
  if (bytes.toString("base64url") !== id) return undefined;
  const [, type, key] = /^([A-Za-z][A-Za-z0-9]*):(.+)$/s.exec(bytes.toString("utf8")) ?? [];
  return type === undefined || key === undefined ? undefined : { type, key };
}
