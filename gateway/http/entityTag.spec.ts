import type { Answer } from "../types.ts";
import { entityTag, hasAlready, tagOfType } from "./entityTag.ts";

const kept: Answer = { data: { a: 1 }, errors: [], withheld: [], accesses: [], served: "hit" };

describe("the tag of an answer", () => {
  it("is the same for the same answer, kept as text or not", () => {
    expect(entityTag(kept)).toMatch(/^"[\w-]{43}"$/);
    expect(entityTag({ ...kept, served: "miss" })).toBe(entityTag(kept));
    expect(entityTag({ ...kept, dataText: '{"a":1}' })).toBe(entityTag(kept));
  });

  it("differs with the data and with what was withheld", () => {
    const others = [
      entityTag({ ...kept, data: { a: 2 } }),
      entityTag({ ...kept, withheld: [{ path: ["a"], reason: "MASKED" }] }),
    ];
    expect(new Set([entityTag(kept), ...others]).size).toBe(3);
  });

  it.each<[string, Partial<Answer>]>([
    ["goes past the cache", { served: "bypass" }],
    ["explains itself", { explanation: { products: [], plan: null, subgraphs: [], milliseconds: 1 } }],
  ])("is not there for one that %s", (_what, change) => {
    expect(entityTag({ ...kept, ...change })).toBeUndefined();
    const { served: _served, ...withoutCache } = kept;
    expect(entityTag(withoutCache)).toBeUndefined();
  });

  it.each([
    ['"x"', true],
    ['W/"x"', true],
    ['"y", "x"', true],
    ["*", true],
    ['"y"', false],
    [undefined, false],
  ])("is among %j: %s", (header, has) => {
    expect(hasAlready('"x"', header)).toBe(has);
  });

  it("is another where the same is given in another type", () => {
    const tags = [undefined, "application/json; charset=utf-8", "application/graphql-response+json"];
    expect(tags.map((type) => tagOfType('"x"', type))).toEqual(['"x"', '"x"', '"x-response"']);
  });
});
