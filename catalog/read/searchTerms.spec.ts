import { searchTerms } from "./searchTerms.ts";

describe("a search", () => {
  it.each([undefined, null, "", "  "])("of nothing (%j) is none", (search) => {
    expect(searchTerms(search)).toBeUndefined();
  });

  it("asks for every word, as it is or begun", () => {
    expect(searchTerms(" Credit-Scores ")).toEqual({
      exact: "credit-scores",
      byRank: [
        "credit:*A & scores:*A",
        "credit:*AB & scores:*AB",
        "credit:*ABC & scores:*ABC",
        "credit:*ABCD & scores:*ABCD",
      ],
    });
  });

  it("never lets an operator of the query language through", () => {
    const terms = searchTerms("a' & !b | (c:*A <-> \\d)")?.byRank.at(-1);
    expect(terms).toBe("a:*ABCD & b:*ABCD & c:*ABCD & a:*ABCD & d:*ABCD");
  });

  it("without a word finds nothing rather than everything", () => {
    expect(searchTerms("!!!")?.byRank).toEqual(["", "", "", ""]);
  });

  it("counts twenty words at most", () => {
    const words = Array.from({ length: 1_000 }, (_, index) => `w${index}`).join(" ");
    expect(searchTerms(words)?.byRank[0].split(" & ")).toHaveLength(20);
  });
});
