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
} from "./index.ts";
import { isSatisfied, weighRule } from "./weighRule.ts";

const names = fc.constantFrom("a", "b", "c");
const { rule: rules } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(anyone, nobody, { kind: "newer" } as unknown as Rule),
    fc.oneof(...[role, scope, team, purpose, consumer].map((made) => names.map(made))),
    fc.array(tie("rule"), { maxLength: 3 }).map((each) => anyOf(...each)),
    fc.array(tie("rule"), { maxLength: 3 }).map((each) => allOf(...each)),
  ),
}));
const consumers: fc.Arbitrary<Consumer> = fc.record({
  id: names,
  roles: fc.subarray(["a", "b", "team:a", "team:c"]),
  scopes: fc.subarray(["a", "b", "c"]),
});

test("a rule is satisfied exactly when weighing it says so", () => {
  fc.assert(
    fc.property(rules, consumers, fc.option(names), (rule, who, declared) => {
      const bearer = { consumer: who, purpose: declared };
      expect(isSatisfied(rule, bearer)).toBe(weighRule(rule, bearer).satisfied);
    }),
    { numRuns: 1_000 },
  );
});
