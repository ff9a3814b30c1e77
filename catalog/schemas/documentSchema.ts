import { z } from "@datamesh/kernel";

/** A client's id, as its tokens carry it. */
export const client = z.string().min(1).max(200);

/** The SHA-256 of a document's text in UTF-8, in lower-case hex. */
export const documentHash = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in lower-case hex");

/** The text of a document: at most 256 kB. */
export const documentText = z.string().min(1).max(262_144);
