import { freeNames } from "./freeNames.ts";

const outside = 1;
const helper = (n: number): number => n + outside;

describe("the free names of a function", () => {
  it.each<[string, (...args: never[]) => unknown, readonly string[]]>([
    ["a fold of its own", (e: { n: number }) => ({ n: Math.round(e.n) }), []],
    ["a call of a helper", (e: { n: number }) => ({ n: helper(e.n) }), ["helper"]],
    [
      "destructured parameters with defaults",
      ({ a = outside, ...rest }: { a?: number }) => ({ a, rest }),
      ["outside"],
    ],
    ["names declared inside", () => { const inner = 1; return [inner].map((each) => each + inner); }, []], // prettier-ignore
    ["a property of the same name", (e: { outside: number }) => ({ outside: e.outside }), []],
    ["a computed key", (e: Record<number, number>) => ({ [outside]: e[outside] }), ["outside"]],
    ["a function expression", function named(n: number): number { return n > 0 ? named(n - 1) : helper(n); }, ["helper"]], // prettier-ignore
  ])("%s", (_what, code, names) => {
    expect(freeNames(code)).toEqual(names);
  });
});
