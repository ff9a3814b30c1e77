export { type DocumentMode, readDocumentMode } from "./documentMode.ts";
export { type AskedDocument, documentHashOf } from "./documentReference.ts";
export { type DocumentStore, documentStore, type TrustedDocument } from "./documentStore.ts";
export { type FindText, trustedText } from "./trustedText.ts";
