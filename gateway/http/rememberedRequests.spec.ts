import fc from "fast-check";
import type { AskedGraphql } from "./graphqlRequest.ts";
import { rememberedRequests } from "./rememberedRequests.ts";

const asking = (variables: Readonly<Record<string, unknown>>): AskedGraphql => ({
  request: { query: "{ a }", variables },
  asksCost: false,
  asksExplanation: false,
});

describe("remembered requests", () => {
  it("are found by their whole bodies, and nobody can change them", () => {
    const { find, remember } = rememberedRequests();
    const asked = asking({ id: "a" });
    remember("body", asked);
    expect(find("body")?.asked).toBe(asked);
    expect(find("body ")).toBeUndefined();
    expect(() => Object.assign(asked.request.variables, { id: "b" })).toThrow(TypeError);
  });

  it("are none whose variables hold lists or objects", () => {
    const { find, remember } = rememberedRequests();
    remember("list", asking({ ids: ["a"] }));
    remember("object", asking({ page: { size: 1 } }));
    remember("null", asking({ after: null }));
    expect(["list", "object", "null"].map((body) => find(body) !== undefined)).toEqual([false, false, true]);
  });

  it("are never more, nor of more characters, than may be, and the last is one of them", () => {
    const bodies = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 60 })), { maxLength: 60 });
    fc.assert(
      fc.property(bodies, (sent) => {
        const { find, remember } = rememberedRequests({ entries: 8, characters: 200 });
        const all = sent.map(([id, length]) => String(id).padStart(length, "-"));
        for (const body of all) {
          if (find(body) === undefined) remember(body, asking({}));
          expect(find(body)).toBeDefined();
        }
        // What is looked for becomes young, and may push out what is old: so the last come first.
        const kept = [...new Set(all)].toReversed().filter((body) => find(body) !== undefined);
        expect(kept.length).toBeLessThanOrEqual(8 + 4);
        expect(kept.join("").length).toBeLessThanOrEqual(200 + 100);
      }),
    );
  });

  it("are not of bodies that are long", () => {
    const { find, remember } = rememberedRequests();
    remember("x".repeat(8_193), asking({}));
    expect(find("x".repeat(8_193))).toBeUndefined();
  });

  it("stay as long as they come again", () => {
    const { find, remember } = rememberedRequests({ entries: 10, characters: 1_000 });
    remember("again", asking({}));
    for (let at = 0; at < 100; at += 1) {
      remember(`new ${at}`, asking({}));
      expect(find("again")).toBeDefined();
    }
    expect(find("new 1")).toBeUndefined();
  });
});
