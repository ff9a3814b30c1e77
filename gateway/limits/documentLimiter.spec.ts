import { documentLimiter } from "./documentLimiter.ts";
import { DEFAULT_LIMITS } from "./limits.ts";

describe("a document limiter", () => {
  it("answers the same for a text it has seen before", () => {
    const check = documentLimiter({ ...DEFAULT_LIMITS, depth: 1 });
    for (const _ of [1, 2]) {
      expect(check("{ a }")).toBeUndefined();
      expect(check("{ a { b } }")).toMatchObject({ limit: "depth" });
    }
  });

  it("goes on when its memory is full", () => {
    const check = documentLimiter({ ...DEFAULT_LIMITS, depth: 1 });
    for (let i = 0; i < 1_100; i++) expect(check(`{ a${i} }`)).toBeUndefined();
    expect(check("{ a { b } }")).toMatchObject({ limit: "depth" });
  });
});
