import { readCatalogSearch } from "./catalogSearch.ts";
import { matchWords } from "./matchWords.ts";

describe("the address of a search", () => {
  it("is read as it was written", () => {
    const search = { q: "score", context: "lending", status: "DEPRECATED", standing: "BREACHED" };
    expect(readCatalogSearch(search)).toEqual(search);
  });

  it("leaves out what the catalog does not know, and names it, so that the router does not keep it", () => {
    const read = readCatalogSearch({ q: " ", owner: ["a", "b"], status: "GONE", context: { a: 1 } });
    expect(read).toEqual({});
    expect(Object.keys(read)).toEqual(expect.arrayContaining(["q", "owner", "status", "context"]));
  });

  it("takes numbers and truth for the texts they were", () => {
    expect([readCatalogSearch({ q: 2024 }).q, readCatalogSearch({ q: true }).q]).toEqual(["2024", "true"]);
  });
});

describe("the words a search found", () => {
  const found = (text: string, search: string) =>
    matchWords(text, search)
      .filter((piece) => piece.found)
      .map(({ text: word }) => word);

  it("are those that begin as a word of the search does", () => {
    expect(found("Country of residence, ISO 3166-1", "resid country")).toEqual(["Country", "residence"]);
    expect(found("The preresidence", "resid")).toEqual([]);
    expect(found("credit score", "scores")).toEqual(["score"]);
  });

  it("leave the text as it is", () => {
    const text = "300 to 850, higher is safer (Ōkoro's)";
    const pieces = matchWords(text, "higher ōkoro");
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(found(text, "ōkoro")).toEqual(["Ōkoro"]);
  });
});
