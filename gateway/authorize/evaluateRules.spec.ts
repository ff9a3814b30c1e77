import { MeshError } from "@datamesh/kernel";
import { buildSchema } from "graphql";
import { compileRules } from "./evaluateRules.ts";
import { allow, or, rule } from "./loadShield.ts";
import type { RuleContext, RuleTree, ShieldRule } from "./ruleTree.ts";
import { collect } from "./testing/collect.ts";

const schema = buildSchema(`type Query { a(n: Int! = 1): String b: String }`);
const context: RuleContext = { consumer: { id: "ada", roles: ["analyst"], scopes: [] } };

async function refused(tree: RuleTree, query = "{ a b }", variables = {}): Promise<string[]> {
  const refusals = await compileRules(schema, tree)(collect(schema, query).selections, variables, context);
  return refusals.map(({ selection, error }) => `${selection.field.name}: ${error.code} ${error.message}`);
}

const ruleOf = (decide: (args: { n?: number }, context: RuleContext) => unknown): ShieldRule =>
  rule(`rule ${String(decide)}`, { cache: "no_cache" })(
    (_parent: unknown, args: object, each: RuleContext) => decide(args, each) as boolean,
  );

const NOT_ALLOWED = "FORBIDDEN the rules of this mesh do not allow this";

test("what the rules allow is not refused", async () => {
  expect(await refused({ Query: allow })).toEqual([]);
});

test("what has no rule is refused", async () => {
  expect(await refused({ Query: { a: allow } })).toEqual([`b: ${NOT_ALLOWED}`]);
  expect(await refused({})).toEqual([`a: ${NOT_ALLOWED}`, `b: ${NOT_ALLOWED}`]);
});

test("a rule that throws refuses, and tells nothing of why", async () => {
  const throwing = ruleOf(() => {
    throw new Error("10.0.0.3 is down");
  });
  expect(await refused({ Query: { a: throwing, b: allow } })).toEqual([`a: ${NOT_ALLOWED}`]);
});

test("a rule that answers anything but true refuses", async () => {
  for (const answer of [false, undefined, null, 1, "yes", {}]) {
    expect(await refused({ Query: { a: ruleOf(() => answer), b: allow } })).toEqual([`a: ${NOT_ALLOWED}`]);
  }
});

test("a rule that looks at the parent refuses, for there is none", async () => {
  const parental = rule("parental", { cache: "no_cache" })(({ open }: { open: boolean }) => open);
  expect(await refused({ Query: { a: parental, b: allow } })).toEqual([`a: ${NOT_ALLOWED}`]);
});

test("a rule's own refusal is kept", async () => {
  const denying = ruleOf(() => new MeshError("FORBIDDEN", "ask the lending team"));
  expect(await refused({ Query: { a: denying, b: allow } })).toEqual(["a: FORBIDDEN ask the lending team"]);
});

test("rules see the consumer and the coerced arguments", async () => {
  const small = ruleOf(({ n }, { consumer }) => n === 2 && consumer.roles.includes("analyst"));
  const tree = { Query: { a: small, b: allow } };
  expect(await refused(tree, "{ a }")).toEqual([`a: ${NOT_ALLOWED}`]);
  expect(await refused(tree, "{ a(n: 2) }")).toEqual([]);
  expect(await refused(tree, "query ($n: Int!) { a(n: $n) }", { n: 2 })).toEqual([]);
});

test("one rule joined by or with others that refuse allows", async () => {
  expect(
    await refused({
      Query: or(
        ruleOf(() => false),
        allow,
      ),
    }),
  ).toEqual([]);
});

test("arguments that cannot be used are the consumer's mistake", async () => {
  const query = "query ($n: Int = 1) { a(n: $n) }";
  expect(await refused({ Query: allow }, query, { n: null })).toEqual([
    expect.stringMatching(/^a: BAD_USER_INPUT .*must not be null/),
  ]);
});

test("a rule is evaluated once for all fields without arguments, and once for each other field", async () => {
  const wide = buildSchema(`type Query { a: Int b: Int c(n: Int): Int d(n: Int): Int }`);
  const seen: object[] = [];
  const counted = ruleOf((args) => {
    seen.push({ ...args });
    return true;
  });
  const evaluate = compileRules(wide, { Query: counted });
  const { selections } = collect(wide, "query ($n: Int) { a x: a b c(n: 1) y: c(n: 1) z: c(n: $n) d }");
  await evaluate(selections, { n: 7 }, context);
  expect(seen).toEqual([{}, { n: 1 }, { n: 7 }, {}]);
  await evaluate(selections, { n: 8 }, context);
  expect(seen.slice(4)).toEqual([{}, { n: 1 }, { n: 8 }, {}]);
});

test("a rule cannot leave anything behind for another one in what it is shown", async () => {
  const greedy = ruleOf((args) => {
    Object.assign(args, { n: 2 });
    return true;
  });
  expect(await refused({ Query: { a: greedy, b: greedy } })).toEqual([
    `a: ${NOT_ALLOWED}`,
    `b: ${NOT_ALLOWED}`,
  ]);
});
