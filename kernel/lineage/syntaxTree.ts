/** A node of a syntax tree (ESTree). */
export interface Tree {
  readonly type: string;
  readonly [part: string]: unknown;
}

/** Whether something is a node. */
export const isTree = (part: unknown): part is Tree =>
  typeof part === "object" && part !== null && typeof (part as { type?: unknown }).type === "string";

/** The nodes of a part of a node: of a list those that are there. */
export function trees(part: unknown): readonly Tree[] {
  if (Array.isArray(part)) return part.filter(isTree);
  return isTree(part) ? [part] : [];
}

/** The name that a property is read, written or bound by; undefined when it is computed. */
export function staticName(node: Tree, name: "key" | "property"): string | undefined {
  const named = node[name];
  if (!isTree(named)) return undefined;
  if (named.type === "Literal") return String(named["value"]);
  return node["computed"] === true ? undefined : String(named["name"]);
}
