import { createHash } from "node:crypto";
import { DocumentPublished, DocumentWithdrawn } from "../events.ts";
import { eventFold, type EventFold } from "./eventFold.ts";

const foldPublished = eventFold(DocumentPublished, (state, { client, hash, text }, stored) => {
  if (createHash("sha256").update(text).digest("hex") !== hash)
    return { refused: "the hash is of another text" };
  const { position, occurredAt: at, id } = stored;
  return { state, record: { kind: "document", position, document: { client, hash, at, event: id, text } } };
});

const foldWithdrawn = eventFold(DocumentWithdrawn, (state, { client, hash }, stored) => {
  const { position, occurredAt: at, id } = stored;
  return {
    state,
    record: { kind: "document", position, document: { client, hash, at, event: id, text: null } },
  };
});

/** The folds of documents that clients may send by their hash, by event type. None changes the state. */
export const DOCUMENT_FOLDS: Readonly<Record<string, EventFold>> = Object.freeze({
  DOCUMENT_PUBLISHED: foldPublished,
  DOCUMENT_WITHDRAWN: foldWithdrawn,
});
