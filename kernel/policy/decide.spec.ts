import fc from "fast-check";
import {
  allOf,
  anyOf,
  anyone,
  type Consumer,
  decideField,
  decideProduct,
  explainRule,
  nobody,
} from "./index.ts";
import { type Policy, purpose, role, type Rule, satisfies, scope, team } from "./index.ts";

const consumer = (roles: readonly string[], more: Partial<Consumer> = {}): Consumer => ({
  id: "someone",
  roles,
  scopes: [],
  ...more,
});
const policy: Policy = {
  read: anyOf(role("analyst"), role("compliance")),
  unmask: anyOf(team("owners"), allOf(role("compliance"), purpose("compliance"))),
  purposes: ["compliance"],
  retention: "1y",
  compliance: ["GDPR"],
};
const masked = { name: "email", mask: "redacted" } as const;

describe("decide", () => {
  it("denies the product to whom its read rule does not let in, and says which rule", () => {
    expect(decideProduct(policy, consumer(["frontend"]))).toEqual({
      effect: "deny",
      rule: "role analyst or role compliance",
    });
  });

  it("denies every field of a product that is denied", () => {
    expect(decideField(policy, { name: "x" }, consumer([])).effect).toBe("deny");
  });

  it("masks a personal field unless the unmask rule is fulfilled", () => {
    expect(decideField(policy, masked, consumer(["analyst"]))).toEqual({ effect: "mask", mask: "redacted" });
    expect(decideField(policy, masked, consumer(["analyst", "team:owners"])).effect).toBe("allow");
  });

  it("counts a purpose only together with the role it goes with", () => {
    const declared = { purpose: "compliance" };
    expect(decideField(policy, masked, consumer(["compliance"])).effect).toBe("mask");
    expect(decideField(policy, masked, consumer(["compliance"], declared)).effect).toBe("allow");
    expect(decideField(policy, masked, consumer(["analyst"], declared)).effect).toBe("mask");
  });

  it("denies a field whose own rule is narrower", () => {
    const field = { name: "salary", read: role("compliance") };
    expect(decideField(policy, field, consumer(["analyst"]))).toEqual({
      effect: "deny",
      rule: "role compliance",
    });
    expect(decideField(policy, field, consumer(["compliance"])).effect).toBe("allow");
  });
});

describe("a rule", () => {
  it("lets nobody in when it is empty or of a kind unknown here", () => {
    const admin = consumer(["analyst"]);
    for (const rule of [anyOf(), allOf(), nobody, { kind: "newer" } as unknown as Rule]) {
      expect(satisfies(admin, rule)).toBe(false);
    }
    expect(satisfies(consumer([]), anyone)).toBe(true);
  });

  it("does not confuse a role with a scope, a team or a purpose of the same name", () => {
    const all = [role("x"), scope("x"), team("x"), purpose("x")];
    const holders = [
      consumer(["x"]),
      consumer([], { scopes: ["x"] }),
      consumer(["team:x"]),
      consumer([], { purpose: "x" }),
    ];
    for (const [r, rule] of all.entries()) {
      for (const [h, holder] of holders.entries()) expect(satisfies(holder, rule)).toBe(r === h);
    }
  });

  it("only ever lets more people in when the consumer gains a role", () => {
    const leaf = fc.constantFrom(role("a"), role("b"), scope("s"), purpose("p"), anyone, nobody);
    const rules = fc.letrec<{ rule: Rule }>((tie) => ({
      rule: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.array(tie("rule"), { maxLength: 3 }).map((each) => anyOf(...each)),
        fc.array(tie("rule"), { maxLength: 3 }).map((each) => allOf(...each)),
      ),
    })).rule;
    fc.assert(
      fc.property(rules, fc.subarray(["a", "b"]), (rule, roles) => {
        if (satisfies(consumer(roles), rule))
          expect(satisfies(consumer([...roles, "a", "b"]), rule)).toBe(true);
        else expect(satisfies(consumer([]), rule)).toBe(false);
      }),
    );
  });

  it("is told in words", () => {
    expect(explainRule(policy.unmask)).toBe("team owners or (role compliance and purpose compliance)");
  });
});
