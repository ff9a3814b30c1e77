import { MeshError } from "@datamesh/kernel";

/** How a request says what it asks: by the text of a document, or by its hash. */
export interface AskedDocument {
  readonly query?: string;
  /** SHA-256 of a published document's text, in lower-case hex. */
  readonly documentHash?: string;
}

const DOCUMENT_ID = /^sha256:([0-9a-f]{64})$/;
const HASH = /^[0-9a-f]{64}$/;

/**
 * The hash that a request without a text names: in `documentId` as `sha256:HEX` (GraphQL over HTTP, persisted
 * documents), or in `extensions.persistedQuery.sha256Hash` as Apollo's clients do; undefined where there is none. Throws
 * MeshError BAD_USER_INPUT for one that cannot be read.
 */
export function documentHashOf(
  documentId: unknown,
  extensions: Readonly<Record<string, unknown>> | null | undefined,
): string | undefined {
  if (documentId !== undefined && documentId !== null) {
    const [, hash] = typeof documentId === "string" ? (DOCUMENT_ID.exec(documentId) ?? []) : [];
    if (hash === undefined) throw bad('"documentId" must be sha256: and 64 lower-case hex digits');
    return hash;
  }
  const persisted = extensions?.["persistedQuery"];
  if (typeof persisted !== "object" || persisted === null || !("sha256Hash" in persisted)) return undefined;
  if (typeof persisted.sha256Hash !== "string" || !HASH.test(persisted.sha256Hash)) {
    throw bad('"extensions.persistedQuery.sha256Hash" must be 64 lower-case hex digits');
  }
  return persisted.sha256Hash;
}

const bad = (message: string): MeshError => new MeshError("BAD_USER_INPUT", message);
