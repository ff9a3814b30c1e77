import type { Reading } from "../settings.ts";

/** Whether documents are taken by their hash, beside any other, or whether nothing else is. */
export const DOCUMENT_MODES = ["off", "on", "only"] as const;
export type DocumentMode = (typeof DOCUMENT_MODES)[number];

/** Reads `DATAMESH_TRUSTED_DOCUMENTS`; `on` unless given. */
export function readDocumentMode({ env, problems }: Pick<Reading, "env" | "problems">): DocumentMode {
  const text = env("DATAMESH_TRUSTED_DOCUMENTS") ?? "on";
  const mode = DOCUMENT_MODES.find((each) => each === text);
  if (mode === undefined) problems.push(`DATAMESH_TRUSTED_DOCUMENTS must be ${DOCUMENT_MODES.join(", ")}`);
  return mode ?? "on";
}
