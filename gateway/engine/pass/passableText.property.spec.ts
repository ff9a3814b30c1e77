import fc from "fast-check";
import { buildSchema, Kind, type OperationDefinitionNode, parse } from "graphql";
import { completionOf } from "../complete/completion.ts";
import type { ShapeParts } from "../complete/slots.ts";
import { passableText } from "./passableText.ts";

const schema = buildSchema(`
  enum Mood { CALM WILD }
  scalar Json
  scalar Time
  interface Node { id: ID! }
  type Cat implements Node {
    id: ID! name: String int: Int must: Int! float: Float flag: Boolean! mood: Mood json: Json born: Time
    friend: Cat best: Cat! kittens: [Cat!] rows: [[Int]!]
  }
  type Query { cat: Cat cats: [Cat!]! node: Node }
`);

const QUERY =
  "{ cats { __typename id n: name int must float flag mood json born friend { id mood } kittens { must t: __typename } rows } }";

function partsOf(query: string, more: Partial<ShapeParts> = {}): ShapeParts {
  const operation = parse(query).definitions.find(
    (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) throw new Error("no operation");
  return {
    schema,
    operation,
    fragments: {},
    variables: {},
    typeKey: "type_",
    fetchedKey: ({ alias, name }) => (alias ?? name).value,
    isLeftOut: () => false,
    presenceKey: () => undefined,
    ...more,
  };
}

const parts = partsOf(QUERY);
const completion = completionOf(parts);
const passes = passableText(parts);

/** What completing the body of a response gives as text; undefined when it is more, or less, than data alone. */
function completedText(body: string): string | undefined {
  let parsed: { data?: Record<string, unknown> | null };
  try {
    parsed = JSON.parse(body) as typeof parsed;
  } catch {
    return undefined;
  }
  if (Object.keys(parsed).join() !== "data" || !parsed.data) return undefined;
  const { data, gaps } = completion.complete(parsed.data);
  return gaps.length === 0 ? JSON.stringify(data) : undefined;
}

const texts = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    `"`,
    "\\",
    "\n\u0000",
    "\u2028",
    "😀",
    "\ud800",
    "null",
    "2026-11-26T05:00:00.000Z",
    "\u007f\u0080ä",
  ),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(
    0,
    -0,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    -(2 ** 31) - 1,
    1e21,
    1e-7,
    0.1,
    1.5,
    9_999_999_999,
  ),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 8 });
const right = (each: fc.Arbitrary<unknown>, wrong: unknown) =>
  fc.oneof({ weight: 60, arbitrary: each }, { weight: 1, arbitrary: fc.constant(wrong) });
const ints = right(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), 2 ** 31);
const cats = fc.record({
  __typename: right(fc.constant("Cat"), "Dog"),
  id: right(texts, 7),
  n: right(maybe(texts), 7),
  int: maybe(ints),
  must: right(ints, null),
  float: right(maybe(numbers), "1"),
  flag: right(fc.boolean(), null),
  mood: right(maybe(fc.constantFrom("CALM", "WILD")), "HIDDEN"),
  json: maybe(fc.oneof(texts, numbers, fc.boolean(), right(fc.constant(1), { a: 1 }))),
  born: maybe(texts),
  friend: maybe(fc.record({ id: texts, mood: fc.constantFrom("CALM", null) })),
  kittens: maybe(fc.array(fc.record({ must: ints, t: fc.constant("Cat") }), { maxLength: 3 })),
  rows: maybe(fc.array(fc.array(maybe(ints), { maxLength: 3 }), { maxLength: 3 })),
});
const bodies = fc.array(cats, { maxLength: 3 }).map((all) => JSON.stringify({ data: { cats: all } }));

/** Bodies with a piece of them replaced by what a careless or lying subgraph could write there. */
const pieces = fc.constantFrom(
  "",
  " ",
  ",",
  "}",
  "]",
  "1",
  "01",
  ".0",
  "e1",
  "-",
  '"',
  "\\u0061",
  "\\/",
  "null",
  '"errors":[]',
  "\u00e9",
);
const damaged = fc
  .tuple(bodies, fc.nat(), fc.integer({ min: 0, max: 3 }), pieces)
  .map(([body, at, length, piece]) => {
    const start = at % body.length;
    return body.slice(0, start) + piece + body.slice(start + length);
  });

const passed = (body: string) => [passes?.(body), passes?.(Buffer.from(body))?.toString()];

test("what passes unparsed is, byte for byte, what completing gives, whatever a subgraph writes", () => {
  let count = 0;
  fc.assert(
    fc.property(fc.oneof(bodies, damaged), (body) => {
      const [text, bytes] = passed(body);
      if (text !== undefined) expect(text).toBe(completedText(body));
      // What is no UTF-8 has become other characters on its way into bytes.
      if (bytes !== undefined) expect(bytes).toBe(completedText(Buffer.from(body).toString()));
      if (text !== undefined && bytes !== undefined) count += 1;
    }),
    { numRuns: 3_000 },
  );
  expect(count).toBeGreaterThan(300);
});

test("whatever is complete as it was written passes, unless characters are escaped by number or values of our scalars are objects", () => {
  fc.assert(
    fc.property(bodies, (body) => {
      if (/\\u|"json":[{[]/.test(body)) return;
      const text = completedText(body);
      expect(passed(body)).toEqual(text === body.slice(8, -1) ? [text, text] : [undefined, undefined]);
    }),
    { numRuns: 500 },
  );
});

test("a number passes if it is written as JSON.stringify writes it, and as nothing else", () => {
  const passesCat = passableText(partsOf("{ cat { float name } }"));
  const written = fc
    .tuple(fc.constantFrom("", "-"), fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.nat(12), fc.nat(20))
    .map(([sign, digits, places, cut]) => {
      const text = String(digits)
        .slice(0, cut + 1)
        .padStart(places + 1, "0");
      return `${sign}${places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`}`;
    });
  const few = ["-0", "0.000001", "0.0000001", "1.0", "00", "1.", "-", "123456789012345678"];
  fc.assert(
    fc.property(fc.oneof(written, fc.constantFrom(...few)), (number) => {
      const body = `{"data":{"cat":{"float":${number},"name":"x"}}}`;
      const isCanonical = JSON.stringify(Number(number)) === number;
      expect(passesCat?.(body)).toBe(isCanonical ? body.slice(8, -1) : undefined);
    }),
    { numRuns: 3_000 },
  );
});

test("a long operation passes as a short one does", () => {
  const keys = Array.from({ length: 500 }, (_, index) => `k${index}`);
  const passesCat = passableText(partsOf(`{ cat { ${keys.map((key) => `${key}: float`).join(" ")} } }`));
  const body = (value: string) => `{"data":{"cat":{${keys.map((key) => `"${key}":${value}`).join()}}}}`;
  expect(passesCat?.(body("1.5"))).toBe(body("1.5").slice(8, -1));
  expect(passesCat?.(body("1.50"))).toBeUndefined();
});

test.each([
  ["errors beside it", `{"data":{"cat":null},"errors":[]}`],
  ["extensions beside it", `{"data":{"cat":null},"extensions":{}}`],
  ["other data before it", `{"a":1,"data":{"cat":null}}`],
  ["no data", `{"data":null}`],
  ["more after it", `{"data":{"cat":null}}}`],
  ["spaces", `{"data": {"cat":null}}`],
  ["another key", `{"data":{"dog":null}}`],
])("a response with %s does not pass", (_what, body) => {
  expect(passableText(partsOf("{ cat { id } }"))?.(body)).toBeUndefined();
  expect(passableText(partsOf("{ cat { id } }"))?.(Buffer.from(body))).toBeUndefined();
});

test("bytes that are no UTF-8 do not pass", () => {
  const passesCat = passableText(partsOf("{ cat { name } }"));
  const bytes = Buffer.from(`{"data":{"cat":{"name":"x"}}}`);
  expect(passesCat?.(bytes)?.toString()).toBe(`{"cat":{"name":"x"}}`);
  bytes[bytes.indexOf("x")] = 0xff;
  expect(passesCat?.(bytes)).toBeUndefined();
});

test.each([
  ["an interface", partsOf("{ node { id } }")],
  ["introspection", partsOf("{ __schema { description } }")],
  ["a key that all objects inherit", partsOf("{ cat { constructor: id } }")],
  [
    "a field that is left out",
    partsOf("{ cat { id name } }", { isLeftOut: ({ name }) => name.value === "name" }),
  ],
  [
    "a key fetched under another name",
    partsOf("{ cat { id } }", { fetchedKey: ({ name }) => `x_${name.value}` }),
  ],
  ["a row that may not exist", partsOf("{ cat { friend { id } } }", { presenceKey: () => "type_id" })],
])("nothing passes of an operation with %s", (_what, shape) => {
  expect(passableText(shape)).toBeUndefined();
});
