import { readPlaygroundSearch, searchDraft, withDraft } from "./playgroundSearch.ts";

describe("a link to the playground", () => {
  test("carries products, a query, variables and a view, and nothing else", () => {
    const search = { product: "a@1", query: "{ a }", variables: "{}", view: "csv" };
    expect(readPlaygroundSearch({ ...search, token: "secret" })).toEqual(search);
  });

  test("loses what is not understood", () => {
    expect(readPlaygroundSearch({ query: "", product: ["a@1", "b@1"], view: "chart" })).toEqual({});
  });

  test("carries a draft that is written, and gives it back", () => {
    const draft = { query: "{ a }", variables: '{"id":1}' };
    expect(searchDraft(withDraft({ view: "json" }, draft))).toEqual(draft);
    expect(searchDraft({})).toBeNull();
  });

  test("carries no draft that is empty, or too long for a link", () => {
    expect(withDraft({ product: "a@1" }, { query: " ", variables: "" })).toEqual({ product: "a@1" });
    expect(withDraft({}, { query: "x".repeat(9_000), variables: "" })).toEqual({});
    // What counts is how long it is on its way: a letter beyond ASCII takes six characters and more.
    expect(withDraft({}, { query: "я".repeat(3_000), variables: "" })).toEqual({});
  });
});
