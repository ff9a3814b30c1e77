import { getIntrospectionQuery } from "graphql";
import { checkDocument } from "./checkDocument.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import type { Limits } from "./limits.ts";

const check = (query: string, limits: Partial<Limits> = {}) =>
  checkDocument(query, { ...DEFAULT_LIMITS, ...limits });

/** Fields `a` below one another, so many. */
const chain = (length: number): string => `${"{ a ".repeat(length)}${"}".repeat(length)}`;

/** Fragments of which each spreads the next twice: 2^levels fields in some 30 characters a level. */
function bomb(levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, i) => `fragment f${i} on Q{...f${i + 1} ...f${i + 1}}`,
  );
  return `{...f0}${fragments.join("")}fragment f${levels} on Q{a}`;
}

/** A fragment that spreads the next below 48 inline fragments. */
const nested = (i: number): string =>
  `fragment f${i} on Q{${"...{".repeat(48)}...f${i + 1}${"}".repeat(48)}}`;

describe("a document within every limit", () => {
  it.each([
    ["a plain query", "query Scores($ids: [ID!]!) { scores(ids: $ids) { id customer { name } } }"],
    ["one that does not parse", "{ a"],
    ["one that does not lex", '{ a(b: "'],
    ["the usual introspection query", getIntrospectionQuery()],
    [
      "introspection with everything that can be asked",
      getIntrospectionQuery({
        inputValueDeprecation: true,
        oneOf: true,
        schemaDescription: true,
        specifiedByUrl: true,
      }),
    ],
    ["fragments that form a cycle", "{ ...a } fragment a on Q { x { ...b } } fragment b on Q { y { ...a } }"],
    ["a spread of nothing", "{ ...missing }"],
    ["as many fields as accepted", `{ b { ${"a ".repeat(999)}} }`],
    ["as deep as accepted", chain(12)],
  ])("passes: %s", (_, query) => {
    expect(check(query)).toBeUndefined();
  });
});

describe("a document over one limit", () => {
  it.each([
    ["tokens", `{ ${"a ".repeat(4_000)}}`, { accepted: 4_000, actual: 4_001, isLeast: true }],
    ["tokens", "{".repeat(200_000), { actual: 4_001 }],
    ["nameLength", `{ ${"a".repeat(201)} }`, { accepted: 200, actual: 201 }],
    ["nesting", `{ a(b: ${"[".repeat(1_990)}${"]".repeat(1_990)}) }`, { accepted: 50, actual: 1_992 }],
    ["depth", chain(13), { accepted: 12, actual: 13 }],
    ["depth", "{ a { ...b } } fragment b on Q { c { ... on Q { d } } }", { actual: 3 }, { depth: 2 }],
    ["depth", "query A { a } query B { b { c } }", { actual: 2 }, { depth: 1 }],
    ["fields", `{ b { ${"a ".repeat(1_000)}} }`, { accepted: 1_000, actual: 1_001 }],
    ["rootFields", `{ ${"a ".repeat(51)}}`, { accepted: 50, actual: 51 }],
    ["rootFields", "{ ...b ...b } fragment b on Q { a { c d } ... { e } }", { actual: 4 }, { rootFields: 3 }],
    ["fragments", `{ a { ${"... { b } ".repeat(501)}} }`, { accepted: 500, actual: 501 }],
    ["fragments", bomb(4), { actual: 31 }, { fragments: 30 }],
    ["fields", bomb(10), { actual: 1_024 }],
    ["aliases", `{ ${Array.from({ length: 101 }, (_, i) => `a${i}: a`).join(" ")} }`, { actual: 101 }],
    ["aliases", "{ ...b ...b } fragment b on Q { x: a }", { actual: 2 }, { aliases: 1 }],
    ["directives", `{ a ${"@include(if: true) ".repeat(6)} }`, { accepted: 5, actual: 6 }],
    ["directives", "{ ... @a @b { c } }", { actual: 2 }, { directives: 1 }],
    ["directives", "query ($v: Int @a @b) { c }", { actual: 2 }, { directives: 1 }],
    ["introspections", `{ ${'t: __type(name: "A") { name } '.repeat(6)} }`, { accepted: 5, actual: 6 }],
    [
      "introspections",
      "{ ...s ...s } fragment s on Q { __schema { a } }",
      { actual: 2 },
      { introspections: 1 },
    ],
    ["introspectionDepth", `{ __schema ${chain(16)} }`, { accepted: 16, actual: 17 }],
    [
      "introspectionDepth",
      "{ s: __schema { ...t } } fragment t on T { types { name } }",
      { actual: 3 },
      { introspectionDepth: 2 },
    ],
  ] as const)("is refused for its %s (%#)", (limit, query, figures, limits: Partial<Limits> = {}) => {
    expect(check(query, limits)).toMatchObject({ limit, ...figures });
  });

  it("is refused although introspection stands beside it", () => {
    expect(check(`{ __schema { a } b ${chain(12)} }`)).toMatchObject({ limit: "depth", actual: 13 });
  });
});

describe("a fragment bomb", () => {
  it("of 627 bytes is refused with the number of fields it stands for", () => {
    const query = bomb(17);
    expect(query.length).toBeLessThanOrEqual(627);
    expect(check(query)).toMatchObject({ limit: "fields", actual: 2 ** 17 });
  });

  it("that stands for more fields than there are numbers is refused without counting them one by one", () => {
    expect(check(bomb(300))).toMatchObject({ limit: "fields", actual: Number.MAX_SAFE_INTEGER });
  });

  it("of nothing but nesting is measured on the stack there is", () => {
    const query = `{...f0}${Array.from({ length: 25 }, (_, i) => nested(i)).join("")}fragment f25 on Q{a}`;
    expect(check(query)).toMatchObject({ limit: "fragments", actual: 1 + 25 * 49 });
  });
});
