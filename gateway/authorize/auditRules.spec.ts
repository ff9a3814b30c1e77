import { createRequire } from "node:module";
import { buildSchema } from "graphql";
import { auditRules } from "./auditRules.ts";
import { allow, and, rule } from "./loadShield.ts";
import type { RuleTree } from "./ruleTree.ts";

const schema = buildSchema(`
  interface Node { id: ID! }
  type Cat implements Node { id: ID! name: String }
  union Pet = Cat
  input Wish { name: String }
  type Query { cat(wish: Wish): Cat pet: Pet node: Node }
`);
const fine = rule("fine", { cache: "no_cache" })(() => true);
const covering: RuleTree = { Query: fine, Cat: { id: fine, name: and(fine, allow) } };

const audit = (tree: object) => () => auditRules(schema, tree as RuleTree);

test("rules that cover every field pass", () => {
  expect(audit(covering)).not.toThrow();
  expect(audit({ ...covering, Cat: { "*": fine, name: fine } })).not.toThrow();
});

test.each([
  ["a type without rules", { Query: fine }, "Cat: no rule"],
  ["a field without a rule", { Query: fine, Cat: { id: fine } }, "Cat.name: no rule"],
  ["a rule on an interface", { ...covering, Node: fine }, "Node: only an object type can have rules"],
  ["a rule on a union", { ...covering, Pet: fine }, "Pet: only an object type can have rules"],
  ["a rule on an input", { ...covering, Wish: fine }, "Wish: only an object type can have rules"],
  ["a rule on a type that is not there", { ...covering, Dog: fine }, "Dog: there is no such type"],
  [
    "a rule on a field that is not there",
    { ...covering, Cat: { "*": fine, nmae: fine } },
    "Cat.nmae: there is no such field",
  ],
  [
    "a function instead of a rule",
    { ...covering, Cat: { id: fine, name: () => true } },
    "Cat.name: not a rule",
  ],
  ["a boolean instead of a rule", { ...covering, Cat: true }, "Cat: not a rule"],
  ["a join of nothing, which would allow", { ...covering, Query: and() }, "Query: joins no rules"],
  ["a malformed part of a joined rule", { ...covering, Query: and(fine, "x" as never) }, "Query: not a rule"],
])("%s is refused", (_what, tree, problem) => {
  expect(audit(tree)).toThrow(TypeError);
  expect(audit(tree)).toThrow(`- ${problem}`);
});

test.each(["contextual", "strict"] as const)("a rule with cache %s is refused", (cache) => {
  const cached = rule("cached", { cache })(() => true);
  expect(audit({ ...covering, Query: cached })).toThrow(`Query: rule "cached" is cached`);
});

const asking = (fragment: string) => rule("asking", { cache: "no_cache", fragment })(() => true);

test("a rule may ask for plain values of the object that its field stands in", () => {
  const named = asking("fragment F on Cat { id name }");
  expect(audit({ ...covering, Cat: { id: fine, name: and(fine, named) } })).not.toThrow();
});

test.each([
  ["fragment F on Query { cat }", "is on Query, not on Cat"],
  ["fragment F on Cat { nmae }", "asks for Cat.nmae, which there is not"],
  ["fragment F on Cat { friend { name } }", "holds more than names of fields"],
  ["fragment F on Cat { friend }", "asks for Cat.friend, which is no plain value"],
  ["fragment F on Cat { nick(of: 1) }", "holds more than names of fields"],
  ["fragment F on Cat { nick }", "asks for Cat.nick, which is no plain value"],
  ["fragment F on Cat { a: name }", "holds more than names of fields"],
  ["fragment F on Cat { name @skip(if: true) }", "holds more than names of fields"],
  ["fragment F on Cat { ...G }", "holds more than names of fields"],
  ["fragment F on Cat { name } fragment G on Cat { id }", "is no fragment"],
  ["{ name }", "is no fragment"],
  ["name", "is no fragment"],
])("a rule that asks for parent values by `%s` is refused", (fragment, problem) => {
  const cats = buildSchema(
    `type Query { cat: Cat } type Cat { id: ID name: String nick(of: Int!): String friend: Cat }`,
  );
  expect(() => auditRules(cats, { Query: fine, Cat: asking(fragment) })).toThrow(
    `Cat: rule "asking" asks for parent values by what ${problem}`,
  );
});

test("a rule on a root field cannot ask for parent values, for the root has none", () => {
  const parental = asking("fragment F on Query { pet }");
  expect(audit({ ...covering, Query: and(parental) })).toThrow(
    `Query: rule "asking" asks for parent values, and Query has none`,
  );
});

test("a negated rule, which allows when the rule throws, is refused", () => {
  const { not } = createRequire(import.meta.url)("graphql-shield") as { not: (each: typeof fine) => object };
  expect(audit({ ...covering, Query: not(fine) })).toThrow("Query: not a rule");
});

test("all problems are named at once", () => {
  const all = audit({ Query: true, Node: fine });
  for (const problem of ["Node: only", "Query: not a rule", "Cat: no rule"]) expect(all).toThrow(problem);
});
