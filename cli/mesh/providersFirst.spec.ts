import { CONTEXTS, creditOracle } from "../../subgraphs/index.ts";
import { providersFirst } from "./providersFirst.ts";

describe("the order of registration", () => {
  it("has the contexts that others join before them, and each once", () => {
    const names = providersFirst(CONTEXTS).map((context) => context.name);
    expect(names.toSorted()).toEqual(CONTEXTS.map((context) => context.name).toSorted());
    expect(names.indexOf("customers")).toBeLessThan(names.indexOf("credit-oracle"));
    expect(names.indexOf("models")).toBeLessThan(names.indexOf("credit-oracle"));
  });

  it("ends on a circle", () => {
    expect(providersFirst([creditOracle, creditOracle])).toEqual([creditOracle]);
  });
});
