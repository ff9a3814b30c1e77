import fc from "fast-check";
import {
  allOf,
  anyOf,
  anyone,
  type Consumer,
  consumer,
  decide,
  type DecisionRequest,
  effectOf,
  nobody,
  type Policy,
  purpose,
  role,
  type Rule,
  scope,
  team,
} from "./index.ts";

const whoever = (roles: readonly string[], more: Partial<Consumer> = {}): Consumer => ({
  id: "someone",
  roles,
  scopes: [],
  ...more,
});
const policy: Policy = {
  read: anyOf(role("analyst"), role("compliance")),
  unmask: anyOf(team("owners"), allOf(role("compliance"), purpose("compliance"))),
  purposes: ["compliance", "reporting"],
  retention: "1y",
  compliance: ["GDPR"],
};
const masked = { name: "email", mask: "redacted" } as const;
const reading = (asks: Consumer, field?: DecisionRequest["field"]) =>
  decide({ action: "read", policy, consumer: asks, ...(field && { field }) });
const may = (rule: Rule, asks: Consumer): boolean =>
  decide({ action: "read", policy: { ...policy, read: rule }, consumer: asks }).effect === "allow";

describe("a decision to read", () => {
  it("denies the product to whom its rule does not let in, and says which rule and what is missing", () => {
    expect(reading(whoever(["frontend"]))).toEqual({
      effect: "deny",
      rule: "role analyst or role compliance",
      because: "missing role analyst or role compliance",
      purpose: null,
    });
  });

  it("allows whom it lets in, and says by which alternative", () => {
    expect(reading(whoever(["compliance"]))).toEqual({
      effect: "allow",
      rule: "role analyst or role compliance",
      because: "role compliance",
      purpose: null,
    });
  });

  it("denies every field of a product that is denied", () => {
    expect(reading(whoever([]), { name: "x" }).effect).toBe("deny");
  });

  it("masks a personal field unless the unmask rule is satisfied", () => {
    expect(reading(whoever(["analyst"]), masked)).toEqual({
      effect: "mask",
      mask: "redacted",
      rule: "team owners or (role compliance and purpose compliance)",
      because: "missing team owners or (role compliance and purpose compliance)",
      purpose: null,
    });
    expect(reading(whoever(["analyst", "team:owners"]), masked)).toMatchObject({
      effect: "allow",
      because: "role analyst and team owners",
    });
  });

  it("denies a field whose own rule is narrower", () => {
    const field = { name: "salary", read: role("compliance") };
    expect(reading(whoever(["analyst"]), field)).toMatchObject({ effect: "deny", rule: "role compliance" });
    expect(reading(whoever(["compliance"]), field)).toMatchObject({
      effect: "allow",
      because: "role compliance",
    });
  });
});

describe("a decision to write", () => {
  const written: Policy = { ...policy, write: team("owners") };
  const writing = (asks: Consumer, field?: DecisionRequest["field"], by: Policy = written) =>
    decide({ action: "write", policy: by, consumer: asks, ...(field && { field }) });

  it("denies everybody where nothing is said about writing", () => {
    expect(writing(whoever(["analyst", "team:owners"]), undefined, policy)).toMatchObject({
      effect: "deny",
      rule: "nobody",
      because: "nobody may",
    });
  });

  it("does not follow from being allowed to read, nor the other way round", () => {
    expect(writing(whoever(["analyst"])).effect).toBe("deny");
    expect(writing(whoever(["team:owners"]))).toMatchObject({ effect: "allow", because: "team owners" });
    expect(reading(whoever(["team:owners"])).effect).toBe("deny");
  });

  it("never masks", () => {
    expect(writing(whoever(["team:owners"]), masked).effect).toBe("allow");
  });

  it("is narrower for a field with a write rule of its own", () => {
    const field = { name: "score", write: consumer("svc-oracle") };
    expect(writing(whoever(["team:owners"]), field)).toMatchObject({
      effect: "deny",
      because: "missing consumer svc-oracle",
    });
    expect(writing(whoever(["team:owners"], { id: "svc-oracle" }), field).effect).toBe("allow");
    expect(writing(whoever([], { id: "svc-oracle" }), field).effect).toBe("deny");
  });
});

describe("a purpose", () => {
  const compliance = (more: Partial<Consumer> = {}) => reading(whoever(["compliance"], more), masked);

  it("counts only together with the role it goes with", () => {
    expect(compliance().effect).toBe("mask");
    expect(compliance({ purpose: "compliance" })).toMatchObject({
      effect: "allow",
      because: "role compliance and purpose compliance",
      purpose: "compliance",
    });
    expect(reading(whoever(["analyst"], { purpose: "compliance" }), masked).effect).toBe("mask");
  });

  it("need not be declared when it is the only one that is possible", () => {
    expect(compliance({ purposes: ["compliance", "marketing"] })).toMatchObject({
      effect: "allow",
      purpose: "compliance",
    });
  });

  it("has to be declared when there are several, and the decision says so", () => {
    expect(compliance({ purposes: ["compliance", "reporting"] })).toMatchObject({
      effect: "mask",
      because: "missing team owners or purpose compliance (purpose compliance has to be declared)",
      purpose: null,
    });
  });

  it("that is declared and another one is not replaced by the one that would help", () => {
    const declared = { purpose: "reporting", purposes: ["compliance"] };
    expect(compliance(declared)).toMatchObject({ effect: "mask", purpose: "reporting" });
  });

  it("that is not the product's does not count, whoever vouches for it", () => {
    const rule = allOf(role("analyst"), purpose("marketing"));
    const asks = whoever(["analyst"], { purpose: "marketing", purposes: ["marketing"] });
    expect(may(rule, asks)).toBe(false);
    expect(reading(asks).purpose).toBeNull();
  });
});

describe("a rule", () => {
  it("lets nobody in when it is empty or of a kind unknown here", () => {
    const admin = whoever(["analyst"]);
    for (const rule of [anyOf(), allOf(), nobody, { kind: "newer" } as unknown as Rule]) {
      expect(may(rule, admin)).toBe(false);
      expect(may(anyOf(rule, anyone), admin)).toBe(true);
      expect(may(allOf(rule, anyone), admin)).toBe(false);
    }
    expect(may(anyone, whoever([]))).toBe(true);
  });

  it("does not confuse a role with a scope, a team, a purpose or a consumer of the same name", () => {
    const x = "compliance";
    const all = [role(x), scope(x), team(x), purpose(x), consumer(x)];
    const holders = [
      whoever([x]),
      whoever([], { scopes: [x] }),
      whoever([`team:${x}`]),
      whoever([], { purpose: x }),
      whoever([], { id: x }),
    ];
    for (const [r, rule] of all.entries()) {
      for (const [h, holder] of holders.entries()) expect(may(rule, holder)).toBe(r === h);
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
        if (may(rule, whoever(roles))) expect(may(rule, whoever([...roles, "a", "b"]))).toBe(true);
        else expect(may(rule, whoever([]))).toBe(false);
      }),
    );
  });
});

it("the effect alone is that of the whole decision", () => {
  for (const roles of [[], ["analyst"], ["compliance"], ["analyst", "team:owners"]]) {
    for (const field of [undefined, masked, { ...masked, read: role("compliance") }]) {
      const request = { action: "read", policy, consumer: whoever(roles), field } as const;
      expect(effectOf(request)).toBe(decide(request).effect);
    }
  }
});
