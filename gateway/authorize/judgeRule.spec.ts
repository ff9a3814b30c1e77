import fc from "fast-check";
import { judgeOf } from "./judgeRule.ts";
import { allow, and, chain, deny, or, race, rule } from "./loadShield.ts";
import type { ShieldRule } from "./ruleTree.ts";

/** What a rule that somebody wrote may do, and whether it waits. */
const ANSWERS: readonly (() => unknown)[] = [
  () => true,
  () => false,
  () => "no, by a text",
  () => new Error("no, by an error"),
  () => undefined,
  // oxlint-disable-next-line unicorn/no-thenable -- what waits need not be a promise
  () => ({ then: (told: (said: unknown) => void) => told(true) }),
  () => {
    throw new Error("it is down");
  },
  () => Promise.resolve(true),
  () => Promise.resolve(false),
  () => Promise.resolve(new Error("no, later")),
  () => Promise.reject(new Error("it is down, later")),
];
let named = 0;

const written = fc.nat(ANSWERS.length - 1).map((index): ShieldRule => {
  const answer = ANSWERS[index] as () => boolean;
  return rule(`rule ${named++}`, { cache: "no_cache" })(() => {
    asked.push(index);
    return answer();
  });
});
const asked: number[] = [];

const { each } = fc.letrec<{ each: ShieldRule }>((tie) => ({
  each: fc.oneof(
    { maxDepth: 4 },
    { arbitrary: written, weight: 3 },
    fc.constantFrom(allow, deny),
    fc
      .tuple(fc.constantFrom(and, or, chain, race), fc.array(tie("each"), { maxLength: 4 }))
      .map(([join, parts]) => join(...parts)),
  ),
}));

test("a rule says what graphql-shield says of it, and asks the same of what it is made of", async () => {
  const options = { debug: false } as Parameters<ShieldRule["resolve"]>[4];
  await fc.assert(
    fc.asyncProperty(each, async (made) => {
      asked.length = 0;
      const theirs: unknown = await made.resolve({}, {}, {} as never, {} as never, options);
      const theirsAsked = asked.splice(0);
      const ours = await judgeOf(made)?.({}, {}, {});
      expect(ours).toEqual(theirs);
      expect(asked.toSorted((left, right) => left - right)).toEqual(
        theirsAsked.toSorted((left, right) => left - right),
      );
    }),
    { numRuns: 500 },
  );
});

test("a rule of which no part waits is decided at once", () => {
  const yes = rule("yes", { cache: "no_cache" })(() => true);
  expect(judgeOf(and(yes, or(deny, chain(yes, race(deny, yes)))))?.({}, {}, {})).toBe(true);
});

test("a rule that is cached is left to graphql-shield, wherever it stands", () => {
  const cached = rule("cached", { cache: "contextual" })(() => true);
  expect(judgeOf(cached)).toBeUndefined();
  expect(judgeOf(or(allow, chain(cached)))).toBeUndefined();
});
