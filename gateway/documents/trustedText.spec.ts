import { createHash } from "node:crypto";
import type { DocumentMode } from "./documentMode.ts";
import { documentHashOf } from "./documentReference.ts";
import { documentStore } from "./documentStore.ts";
import { trustedText } from "./trustedText.ts";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const published = (client: string, text: string) => ({ client, hash: hashOf(text), text });
const A = "{ a }";
const B = "{ b }";

function asking(mode: DocumentMode) {
  const documents = documentStore();
  documents.replace([published("app", A), published("other", B)]);
  const find = trustedText(mode, documents);
  const code = (asked: Parameters<typeof find>[0], client?: string): string => {
    const found = find(asked, client === undefined ? {} : { client });
    return found.ok ? found.text : found.error.code;
  };
  return { documents, code };
}

describe("a document that is asked by its hash", () => {
  it.each(["on", "only"] as const)("is the client's, and nobody else's, where documents are %s", (mode) => {
    const { code } = asking(mode);
    expect(code({ documentHash: hashOf(A) }, "app")).toBe(A);
    expect(code({ documentHash: hashOf(B) }, "app")).toBe("DOCUMENT_NOT_TRUSTED");
    expect(code({ documentHash: hashOf(A) }, "other")).toBe("DOCUMENT_NOT_TRUSTED");
    expect(code({ documentHash: hashOf(A) })).toBe("DOCUMENT_NOT_TRUSTED");
  });

  it("is refused where documents are off", () => {
    expect(asking("off").code({ documentHash: hashOf(A) }, "app")).toBe("DOCUMENT_NOT_TRUSTED");
  });

  it("is refused once it has been withdrawn", () => {
    const { documents, code } = asking("on");
    documents.replace([]);
    expect(code({ documentHash: hashOf(A) }, "app")).toBe("DOCUMENT_NOT_TRUSTED");
  });
});

describe("a document that is asked by its text", () => {
  it.each(["off", "on"] as const)("passes where documents are %s", (mode) => {
    expect(asking(mode).code({ query: "{ any }" }, "app")).toBe("{ any }");
    expect(asking(mode).code({ query: "{ any }" })).toBe("{ any }");
  });

  it("passes, where nothing else is accepted, if that very text was published for the client", () => {
    const { code } = asking("only");
    expect(code({ query: A }, "app")).toBe(A);
    for (const query of [B, `${A} `, "{ __schema { types { name } } }", "{ __typename }"]) {
      expect(code({ query }, "app")).toBe("DOCUMENT_NOT_TRUSTED");
    }
    expect(code({ query: A })).toBe("DOCUMENT_NOT_TRUSTED");
  });
});

describe("the hash in a request without a text", () => {
  const hash = hashOf(A);

  it.each([
    ["documentId", `sha256:${hash}`, undefined, hash],
    ["Apollo's extension", undefined, { persistedQuery: { version: 1, sha256Hash: hash } }, hash],
    ["nothing", undefined, { datamesh: {} }, undefined],
    ["nothing of null", null, null, undefined],
  ])("is read: %s", (_, documentId, extensions, expected) => {
    expect(documentHashOf(documentId, extensions)).toBe(expected);
  });

  it.each([
    ["another algorithm", `md5:${hash}`, undefined],
    ["no algorithm", hash, undefined],
    ["a number", 7, undefined],
    ["capitals", `sha256:${hash.toUpperCase()}`, undefined],
    ["a short one", undefined, { persistedQuery: { sha256Hash: "abc" } }],
  ])("is refused: %s", (_, documentId, extensions) => {
    expect(() => documentHashOf(documentId, extensions)).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT" }),
    );
  });
});
