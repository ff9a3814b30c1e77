import fc from "fast-check";
import {
  allOf,
  anyOf,
  anyone,
  type Consumer,
  consumer,
  nobody,
  purpose,
  role,
  type Rule,
  scope,
  team,
} from "../policy/index.ts";
import { weighRule } from "../policy/weighRule.ts";
import { impliesRule } from "./impliesRule.ts";

const name = fc.constantFrom("a", "b", "c");
const rule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(anyone, nobody),
    name.map(role),
    name.map(team),
    name.map(scope),
    name.map(purpose),
    name.map(consumer),
    fc.array(tie("rule"), { maxLength: 3 }).map((rules) => anyOf(...rules)),
    fc.array(tie("rule"), { maxLength: 3 }).map((rules) => allOf(...rules)),
  ),
})).rule;
const bearer: fc.Arbitrary<{ consumer: Consumer; purpose: string | null }> = fc.record({
  consumer: fc.record({
    id: fc.constantFrom("a", "b", "c", "somebody else"),
    roles: fc.subarray(["a", "b", "c", "team:a", "team:b", "team:c"]),
    scopes: fc.subarray(["a", "b", "c"]),
  }),
  purpose: fc.constantFrom("a", "b", "c", "another", null),
});

describe("one rule implies another", () => {
  it("only if nobody satisfies the one and not the other", () => {
    fc.assert(
      fc.property(rule, rule, bearer, (one, other, who) => {
        fc.pre(impliesRule(one, other) && weighRule(one, who).satisfied);
        expect(weighRule(other, who).satisfied).toBe(true);
      }),
    );
  });

  it("whenever it can be satisfied in no other way", () => {
    fc.assert(
      fc.property(rule, rule, (one, other) => {
        expect(impliesRule(one, anyOf(one, other))).toBe(true);
        expect(impliesRule(allOf(one, other), one)).toBe(true);
        expect(impliesRule(nobody, one)).toBe(true);
        expect(impliesRule(one, anyone)).toBe(true);
      }),
    );
  });

  it.each<[string, Rule, Rule, boolean]>([
    ["a role among several", role("a"), anyOf(role("b"), role("a")), true],
    ["several roles and one of them", anyOf(role("b"), role("a")), role("a"), false],
    ["a team and the role that membership is", team("a"), role("team:a"), true],
    ["two purposes, which nobody has at once", allOf(purpose("a"), purpose("b")), nobody, true],
    ["two ids, which nobody has at once", allOf(consumer("a"), consumer("b")), nobody, true],
    ["a role and anybody with a purpose", role("a"), purpose("a"), false],
    [
      "the same, distributed",
      allOf(role("a"), anyOf(role("b"), role("c"))),
      anyOf(allOf(role("a"), role("b")), allOf(role("a"), role("c"))),
      true,
    ],
  ])("or does not: %s", (_what, one, other, expected) => {
    expect(impliesRule(one, other)).toBe(expected);
  });

  it("never, as far as is known, with more than 16 conditions between them", () => {
    const roles = (count: number): Rule => anyOf(...Array.from({ length: count }, (_, n) => role(`r${n}`)));
    expect(impliesRule(roles(15), roles(16))).toBe(true);
    expect(impliesRule(roles(16), roles(17))).toBe(false);
  });
});
