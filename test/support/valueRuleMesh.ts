import type { RuleContext, RuleTree, ShieldRule } from "../../gateway/authorize/ruleTree.ts";
import { allow, rule } from "../../gateway/authorize/loadShield.ts";
import { bankSubgraphs, type RunningSubgraph, running } from "../../gateway/supergraph/testing/subgraphs.ts";
import { catalogRules, testMesh, type TestMeshOptions } from "../../gateway/supergraph/testing/testMesh.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])`;

/** Cases that one context holds, and another adds the owner and a diary to. */
const CASES = `${LINK}
type Query { cases: [Case!]! case(id: ID!): Case things: [Thing] any: [Any] mine: Case }
type Mutation { open: Case }
interface Thing { id: ID! secret: String }
union Any = Case | Note
type Case implements Thing @key(fields: "id") {
  id: ID! secret: String sealed: String! amount(in: String): Int related: [Case!] note: Note state: String
}
type Note implements Thing { id: ID! secret: String author: ID }
`;
const OWNERS = `${LINK}
type Case @key(fields: "id") {
  id: ID! ownerId: ID level: Int pages: [Page] file: String state: String @external
  digest: String @requires(fields: "state")
}
type Page { text: String broken: Int }
`;

interface Row {
  readonly id: string;
}

const OWNED: Readonly<Record<string, object>> = {
  a: { ownerId: "ada", level: 1, pages: [{ text: "p" }, { text: "q" }], file: "f-a" },
  b: { ownerId: "bob", level: 2, pages: [{ text: "r", broken: 1 }], file: "f-b" },
  c: { ownerId: null, level: 3, pages: [], file: "f-c" },
};

function subgraphs(): readonly RunningSubgraph[] {
  const of = (id: string): object => ({
    __typename: "Case",
    id,
    secret: `s-${id}`,
    sealed: `x-${id}`,
    amount: 7,
    state: "open",
    note: { id: `n-${id}`, secret: `s-n-${id}`, author: "ada" },
    related: () => (id === "a" ? [of("b"), of("c")] : []),
  });
  const note = { __typename: "Note", id: "n", secret: "s-n", author: "bob" };
  const all = () => ["a", "b", "c"].map(of);
  const cases = running("cases", CASES, [], {
    Query: {
      cases: all,
      case: (_source: unknown, { id }: Row) => (id in OWNED ? of(id) : null),
      things: () => [...all(), note],
      any: () => [note, ...all()],
      mine: () => of("b"),
    },
    Mutation: { open: () => of("b") },
    Case: { __resolveReference: ({ id }: Row) => of(id) },
  });
  const owners = running("owners", OWNERS, [], {
    Case: {
      __resolveReference: (row: Row) => ({ ...row, ...OWNED[row.id] }),
      digest: ({ state }: { readonly state: string }) => `digest of ${state}`,
    },
    Page: {
      broken: ({ broken }: { readonly broken?: number }) => {
        if (broken !== undefined) throw new Error("torn");
        return 0;
      },
    },
  });
  return [...bankSubgraphs(), cases, owners];
}

type Values = Readonly<Record<string, unknown>>;
type Decide = (parent: Values, args: Values, context: RuleContext) => unknown;

/** A rule that decides on values of the object it stands in. */
export const onValues = (on: string, fields: string, decide: Decide): ShieldRule =>
  rule(`on ${fields}`, { cache: "no_cache", fragment: `fragment F on ${on} { ${fields} }` })(
    (parent: Values, args: Values, context: RuleContext) => decide(parent, args, context) as boolean,
  );
/** Whose case it is. */
export const owner = onValues(
  "Case",
  "ownerId",
  ({ ownerId }, _args, { consumer }) => ownerId === consumer.id,
);
/** Whoever has the role; needs no value. */
export const auditor = rule("auditor", { cache: "no_cache" })(
  (_parent: unknown, _args: unknown, context: RuleContext) => context.consumer.roles.includes("auditor"),
);

const CASE_RULES = {
  id: allow,
  secret: owner,
  sealed: allow,
  amount: allow,
  related: allow,
  note: allow,
  state: allow,
  ownerId: auditor,
  level: allow,
  pages: allow,
  file: allow,
  digest: allow,
};
const NOTE_RULES = { id: allow, secret: allow, author: allow };

/** A mesh over these subgraphs, with some rules of its own. */
export function meshWith(
  rules: { readonly Case?: object; readonly Note?: object; readonly Query?: object } = {},
  options: TestMeshOptions = {},
) {
  const tree = {
    ...catalogRules,
    Query: {
      ...catalogRules.Query,
      cases: allow,
      case: allow,
      things: allow,
      any: allow,
      mine: allow,
      ...rules.Query,
    },
    Mutation: { ...catalogRules.Mutation, open: allow },
    Case: { ...CASE_RULES, ...rules.Case },
    Note: { ...NOTE_RULES, ...rules.Note },
    Page: allow,
  } as RuleTree;
  return testMesh({ subgraphs: subgraphs(), ...options, rules: tree });
}
