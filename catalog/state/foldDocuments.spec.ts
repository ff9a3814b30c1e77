import { createHash } from "node:crypto";
import { position } from "@datamesh/kernel/log";
import { EMPTY_CATALOG } from "./catalogState.ts";
import { foldEvents } from "./foldEvents.ts";

const text = "{ a }";
const hash = createHash("sha256").update(text).digest("hex");
const stored = (type: string, data: unknown) => ({
  position: position(7),
  id: "an-event",
  type,
  version: 1,
  occurredAt: "2026-11-23T12:00:00.000Z",
  recordedAt: "2026-11-23T12:00:00.000Z",
  data,
  metadata: {},
});
const fold = (type: string, data: unknown) => foldEvents(EMPTY_CATALOG, [stored(type, data)]);

describe("a document in the catalog's log", () => {
  it("is recorded with its text when it is published, and without when it is withdrawn", () => {
    const of = { client: "app", hash, supersedes: null };
    const document = { client: "app", hash, at: "2026-11-23T12:00:00.000Z", event: "an-event" };
    expect(fold("DOCUMENT_PUBLISHED", { ...of, text }).records).toEqual([
      { kind: "document", position: 7, document: { ...document, text } },
    ]);
    expect(fold("DOCUMENT_WITHDRAWN", of).records).toEqual([
      { kind: "document", position: 7, document: { ...document, text: null } },
    ]);
  });

  it("under the hash of another text is refused", () => {
    const { refused, records } = fold("DOCUMENT_PUBLISHED", {
      client: "app",
      hash,
      supersedes: null,
      text: "{ b }",
    });
    expect(refused.map(({ reason }) => reason)).toEqual(["the hash is of another text"]);
    expect(records).toEqual([]);
  });
});
