import type { ProductDescriptor, ProductRef } from "@datamesh/kernel/product";
import { productLevels } from "./productLevels.ts";

const product = (name: string, ...joins: readonly string[]): ProductDescriptor =>
  ({
    name,
    major: 1,
    context: name,
    inputs: joins.map((each) => ({ kind: "join", product: `${each}@1` as ProductRef, by: "x", take: {} })),
  }) as unknown as ProductDescriptor;

const [a, b, c, d, e] = [
  product("a"),
  product("b", "a"),
  product("c", "a", "b"),
  product("d", "a"),
  product("e"),
];
const names = (levels: readonly (readonly ProductDescriptor[])[]) =>
  levels.map((level) => level.map(({ name }) => name).toSorted());

describe("the levels of products", () => {
  const all = [a, b, c, d, e] as ProductDescriptor[];

  it("put each product after all that it is derived from", () => {
    expect(names(productLevels(all, [c as ProductDescriptor]))).toEqual([["a"], ["b"], ["c"]]);
    expect(names(productLevels(all, all))).toEqual([["a", "e"], ["b", "d"], ["c"]]);
  });

  it("have nothing to do with products that are not asked about", () => {
    expect(names(productLevels(all, [e as ProductDescriptor]))).toEqual([["e"]]);
    expect(productLevels(all, [])).toEqual([]);
  });

  it("leave out what the mesh does not serve", () => {
    const lone = product("lone", "gone");
    expect(names(productLevels([lone], [lone]))).toEqual([["lone"]]);
  });
});
