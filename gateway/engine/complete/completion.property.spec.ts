import fc from "fast-check";
import {
  buildSchema,
  execute,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  type ExecutionResult,
} from "graphql";
import { completionOf } from "./completion.ts";

const schema = buildSchema(`
  interface Node { id: ID! tag: String }
  union Any = Cat | Dog
  enum Mood { CALM WILD }
  scalar Json
  type Cat implements Node {
    id: ID! tag: String int: Int must: Int! float: Float flag: Boolean mood: Mood! json: Json
    friend: Cat best: Cat! node: Node nodes: [Node!] any: Any! anys: [[Any]!]! ints: [Int!]! texts: [[String!]]
  }
  type Dog implements Node { id: ID! tag: String mood: Mood owner: Cat! owners: [Cat!] }
  type Query { cat: Cat cats: [Cat!]! node: Node! anys: [Any]! dog: Dog }
`);

const LEAVES = "id tag int must float flag mood json";
const cat = (below: string): string =>
  `{ ${LEAVES} t: __typename again: int friend ${below} best ${below} node { id ... on Cat ${below} ... on Dog { mood } } }`;
const QUERIES = [
  `{ cat ${cat("{ id must ints texts }")} }`,
  `{ cats ${cat("{ mood nodes { id type: __typename ... on Dog { owner { must } } } }")} }`,
  `{ node { tag ... on Cat { anys { ... on Cat { must } ... on Dog { owners { mood } } } } ... on Dog { owner ${cat("{ tag }")} } } }`,
  `{ anys { ... on Node { id } ... on Cat { any { ... on Dog { id owners { id } } } } } dog { owner { ints } } }`,
];

/** Any JSON, right or wrong, with the shape of a selection set; objects at all composite positions. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("CALM", "WILD", "x", "1") },
  { weight: 6, arbitrary: fc.integer() },
  {
    weight: 2,
    arbitrary: fc.constantFrom(null, undefined, true, 1.5, 2 ** 31, -(2 ** 31), "HIDDEN", 1e300, ""),
  },
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 8, arbitrary }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) });

/** Objects with objects in them, this deep. */
function trees(depth: number): fc.Arbitrary<Record<string, unknown>> {
  const object: fc.Arbitrary<unknown> = depth === 0 ? fc.constantFrom(null, {}) : maybe(trees(depth - 1));
  const objects = maybe(fc.array(object, { maxLength: 2 }));
  const named = (names: string, each: fc.Arbitrary<unknown>) =>
    Object.fromEntries(names.split(" ").map((name) => [name, each]));
  return fc.record({
    type_: fc.constantFrom("Cat", "Dog", "Cat", "Dog", "Query", "Nothing", undefined),
    ...named(`${LEAVES} again`, value),
    ...named("friend best node any owner", object),
    ...named("nodes owners", objects),
    anys: maybe(fc.array(objects, { maxLength: 2 })),
    ints: maybe(fc.array(value, { maxLength: 3 })),
    texts: maybe(fc.array(maybe(fc.array(value, { maxLength: 3 })), { maxLength: 3 })),
  });
}

/** What a root can have besides. */
const roots = fc
  .tuple(trees(2), trees(2), fc.array(maybe(trees(2)), { maxLength: 3 }))
  .map(([tree, cat, cats]) => ({
    ...tree,
    ...{ cat, dog: cat, cats, anys: cats, node: cats[0] },
  }));

/** What graphql-js makes of the same values, of which it only has to be told where they are. */
function byGraphql(query: string, data: unknown): ExecutionResult {
  return execute({
    schema,
    document: parse(query),
    rootValue: data,
    fieldResolver: (source: Record<string, unknown>, _args, _context, { path }) => source[path.key],
    typeResolver: (source: Record<string, unknown>) => source["type_"] as string,
  }) as ExecutionResult;
}

const places = (errors: readonly Pick<GraphQLError, "path">[]) => errors.map(({ path }) => path);

test.each(QUERIES)(
  "answers to %s are completed exactly as graphql-js completes them, errors included",
  (query) => {
    const operation = parse(query).definitions.find(
      (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
    );
    if (operation === undefined) throw new Error("no operation");
    const completion = completionOf({
      schema,
      operation,
      fragments: {},
      variables: {},
      typeKey: "type_",
      fetchedKey: ({ alias, name }) => (alias ?? name).value,
      isLeftOut: () => false,
      presenceKey: () => undefined,
    });
    fc.assert(
      fc.property(roots, (data) => {
        const expected = byGraphql(query, data);
        const { data: completed, gaps } = completion.complete(data);
        expect(JSON.stringify(completed)).toBe(JSON.stringify(expected.data));
        expect(gaps.slice(0, 100)).toEqual(places(expected.errors ?? []).slice(0, 100));
      }),
      { numRuns: 100 },
    );
  },
);
