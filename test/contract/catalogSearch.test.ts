import { type SampleCatalog, startSampleCatalog } from "../support/sampleCatalog.ts";

describe("finding products in the catalog", () => {
  let sample: SampleCatalog;
  let page: SampleCatalog["page"];
  let names: SampleCatalog["names"];
  let codeOf: SampleCatalog["codeOf"];
  beforeAll(async () => {
    sample = await startSampleCatalog();
    ({ page, names, codeOf } = sample);
  });
  afterAll(() => sample?.stop());

  describe("search", () => {
    it.each([
      ["a name as it is", "loan-officers", ["loan-officers@1"]],
      ["a word of names in another form", "Score", ["customer-credit-scores@2", "customer-credit-scores@1"]],
      ["a word that is being typed", "inferenc", ["model-inferences@1", "customer-credit-scores@2"]],
      ["an owner", "machine learning", ["model-inferences@1"]],
      ["a field", "nationalId", ["customer-profiles@1"]],
      ["a part of a field's name", "national", ["customer-profiles@1"]],
      ["a field's description", "residence", ["customer-credit-scores@2", "customer-profiles@1"]],
      ["words of different places", "risk confidence", ["customer-credit-scores@2"]],
      ["a word that nothing has", "zeppelin", []],
      ["no word at all", "!!", []],
      [
        "what would be an operator",
        "' | !scores & (",
        ["customer-credit-scores@2", "customer-credit-scores@1"],
      ],
    ])("finds by %s", async (_what, search, found) => {
      expect(await names(`(search: ${JSON.stringify(search)})`)).toEqual(found);
    });

    it("ranks names before fields, and fields before descriptions", async () => {
      // In the name of two products, in a field's name of one, in a field's description of one.
      expect(await names(`(search: "customer")`)).toEqual([
        "customer-credit-scores@2",
        "customer-credit-scores@1",
        "customer-profiles@1",
      ]);
      expect(await names(`(search: "application")`)).toEqual(["loan-applications@1", "loan-officers@1"]);
    });

    it("of nothing finds everything", async () => {
      expect(await names(`(search: " ")`)).toHaveLength(6);
    });
  });

  it.each([
    [`(owner: "lending")`, ["loan-applications@1", "loan-officers@1"]],
    [`(context: "models")`, ["model-inferences@1"]],
    [`(classification: PERSONAL)`, ["customer-profiles@1"]],
    [
      `(classification: IDENTIFIER)`,
      ["customer-credit-scores@2", "customer-credit-scores@1", "customer-profiles@1", "loan-officers@1"],
    ],
    [`(classification: IDENTIFIER, context: "lending", search: "loan")`, ["loan-officers@1"]],
    [`(owner: "Lending")`, []],
  ])("filters %s", async (args, found) => {
    expect(await names(args)).toEqual(found);
    expect((await page(args)).totalCount).toBe(found.length);
  });

  it.each(["", `, search: "customer"`])("pages without gap or repetition%s", async (rest) => {
    const all = await names(`(first: 1000${rest})`);
    const seen: string[] = [];
    let after = "null";
    for (;;) {
      const { nodes, edges, pageInfo, totalCount } = await page(`(first: 2, after: ${after}${rest})`);
      seen.push(...nodes.map(({ name, major }) => `${name}@${major}`));
      expect(totalCount).toBe(all.length);
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor);
      expect(pageInfo.hasPreviousPage).toBe(after !== "null");
      if (!pageInfo.hasNextPage) break;
      after = JSON.stringify(pageInfo.endCursor);
    }
    expect(all.length).toBeGreaterThan(2);
    expect(seen).toEqual(all);
  });

  it("an empty page has no cursors", async () => {
    expect((await page("(first: 0)")).pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it("refuses pages that are too large, and cursors that are none or of another search", async () => {
    const { pageInfo } = await page(`(first: 1, search: "customer")`);
    const cursor = JSON.stringify(pageInfo.endCursor);
    for (const args of ["first: 1001", "first: -1", `after: "x"`, `after: ${cursor}`]) {
      expect(await codeOf(`{ dataProducts(${args}) { totalCount } }`)).toEqual(["BAD_USER_INPUT"]);
    }
  });
});
