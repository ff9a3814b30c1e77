import { MeshError } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import type { DocumentMode } from "./documentMode.ts";
import type { AskedDocument } from "./documentReference.ts";
import type { DocumentStore } from "./documentStore.ts";

/** The text of the document a consumer asks, if it may be asked. */
export type TrustedText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: MeshError };

/** Finds the text that a request stands for. */
export type FindText = (asked: AskedDocument, consumer: Pick<Consumer, "client">) => TrustedText;

/**
 * Where nothing but published documents is accepted, a text passes if it is one of them; by its hash a document passes
 * unless documents are off. Clients do not register any. What is refused is DOCUMENT_NOT_TRUSTED, without a word of
 * what was published for others.
 */
export function trustedText(mode: DocumentMode, documents: Pick<DocumentStore, "find" | "holds">): FindText {
  return ({ query, documentHash }, { client }) => {
    if (documentHash !== undefined) {
      const text = mode === "off" ? undefined : documents.find(client, documentHash);
      return text === undefined ? unknown(documentHash) : { ok: true, text };
    }
    if (query === undefined) return refuse(new MeshError("BAD_USER_INPUT", '"query" must be a string'));
    if (mode !== "only" || documents.holds(client, query)) return { ok: true, text: query };
    return refuse(
      new MeshError(
        "DOCUMENT_NOT_TRUSTED",
        "only documents that were published for this client are accepted",
      ),
    );
  };
}

const refuse = (error: MeshError): TrustedText => ({ ok: false, error });

function unknown(hash: string): TrustedText {
  const message = "no document with this hash was published for this client";
  return refuse(new MeshError("DOCUMENT_NOT_TRUSTED", message, { documentId: `sha256:${hash}` }));
}
