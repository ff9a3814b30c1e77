import {
  allOf,
  anyOf,
  anyone,
  consumer,
  explainRule,
  nobody,
  purpose,
  role,
  type Rule,
  scope,
  team,
} from "./index.ts";

describe("a rule in words", () => {
  it.each<[Rule, string]>([
    [anyone, "every authenticated consumer"],
    [nobody, "nobody"],
    [scope("reports.read"), "scope reports.read"],
    [consumer("svc-scoring"), "consumer svc-scoring"],
    [anyOf(), "nobody"],
    [anyOf(role("analyst")), "role analyst"],
    [
      anyOf(team("owners"), allOf(role("compliance"), purpose("compliance"))),
      "team owners or (role compliance and purpose compliance)",
    ],
    [{ kind: "newer" } as unknown as Rule, "nobody"],
  ])("%j", (rule, words) => {
    expect(explainRule(rule)).toBe(words);
  });
});
