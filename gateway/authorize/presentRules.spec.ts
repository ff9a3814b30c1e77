import { buildSchema } from "graphql";
import { auditRules } from "./auditRules.ts";
import { allow, deny } from "./loadShield.ts";
import { mergeRules } from "./mergeRules.ts";
import { presentRules } from "./presentRules.ts";

const schema = buildSchema(`type Cat { name: String } type Query { cat: Cat }`);

test("rules on types and fields that nobody has registered are left out", () => {
  const tree = { Query: { cat: allow, dog: allow }, Cat: allow, Dog: allow };
  expect(presentRules(tree, schema)).toEqual({ Query: { cat: allow }, Cat: allow });
});

test("a misspelt field is found by the audit, for the real one has no rule", () => {
  const rules = presentRules({ Query: { cat: allow }, Cat: { nmae: deny } }, schema);
  expect(() => auditRules(schema, rules)).toThrow("Cat.name: no rule");
});

test("a misspelt field beside * is found by the audit, for it stays", () => {
  const rules = presentRules({ Query: { cat: allow }, Cat: { "*": allow, nmae: deny } }, schema);
  expect(() => auditRules(schema, rules)).toThrow("Cat.nmae: there is no such field");
});

test("trees are joined field by field", () => {
  expect(mergeRules({ Query: { cat: allow } }, { Query: { dog: deny }, Cat: allow })).toEqual({
    Query: { cat: allow, dog: deny },
    Cat: allow,
  });
});

test("two rules on the same field are a mistake", () => {
  expect(() => mergeRules({ Query: { cat: allow } }, { Query: { cat: deny } })).toThrow(
    "Query.cat is ruled on twice",
  );
  expect(() => mergeRules({ Cat: allow }, { Cat: { name: deny } })).toThrow("Cat is ruled on twice");
});
