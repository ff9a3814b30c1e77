import { z } from "@datamesh/kernel";

/** A text and the hash a manifest gives it. */
export interface ManifestEntry {
  readonly hash: string;
  readonly text: string;
}

/** Of GraphQL Code Generator's client preset (`persistedDocuments`). */
const byHash = z.record(z.string(), z.string());
/** Of Apollo's `generate-persisted-query-manifest`. */
const apollo = z.object({
  format: z.literal("apollo-persisted-query-manifest"),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
});

/** The entries of a manifest: texts by their hashes, or Apollo's list of operations; undefined for what is none. */
export function manifestEntries(content: string): readonly ManifestEntry[] | undefined {
  const parsed = json(content);
  const listed = apollo.safeParse(parsed);
  if (listed.success) return listed.data.operations.map(({ id, body }) => ({ hash: bare(id), text: body }));
  const mapped = byHash.safeParse(parsed);
  if (!mapped.success) return undefined;
  return Object.entries(mapped.data).map(([hash, text]) => ({ hash: bare(hash), text }));
}

/** Some name the algorithm in front of it. */
const bare = (hash: string): string => hash.replace(/^sha256:/, "");

function json(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}
