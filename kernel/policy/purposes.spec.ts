import { type Consumer, effectivePurpose, entitledPurposes, possiblePurposes } from "./index.ts";

const policy = { purposes: ["reporting", "compliance"] };
const asks = (more: Partial<Consumer>): Consumer => ({ id: "someone", roles: [], scopes: [], ...more });

describe("the purpose that counts", () => {
  it.each<[string, Partial<Consumer>, string | null]>([
    ["is none without any", {}, null],
    ["is the declared one, for its issuer vouches for it", { purpose: "reporting" }, "reporting"],
    ["is none when the declared one is not the product's", { purpose: "marketing" }, null],
    ["is the only possible one", { purposes: ["marketing", "compliance"] }, "compliance"],
    ["is none of several possible ones", { purposes: ["reporting", "compliance"] }, null],
    [
      "is the declared one of several",
      { purposes: ["reporting", "compliance"], purpose: "compliance" },
      "compliance",
    ],
    ["is never another than the declared one", { purposes: ["compliance"], purpose: "marketing" }, null],
    ["is none when no entitlement is the product's", { purposes: ["marketing"] }, null],
  ])("%s", (_, more, expected) => {
    expect(effectivePurpose(policy, asks(more))).toBe(expected);
  });

  it("is the one a product names, even if it names it twice", () => {
    expect(
      effectivePurpose({ purposes: ["reporting", "reporting"] }, asks({ purposes: ["reporting"] })),
    ).toBe("reporting");
  });
});

it("a consumer is entitled to what its token lists and to what its issuer declares", () => {
  expect(entitledPurposes(asks({}))).toEqual([]);
  expect(entitledPurposes(asks({ purpose: "a", purposes: ["b", "a"] }))).toEqual(["a", "b"]);
  expect(possiblePurposes(policy, asks({ purpose: "marketing", purposes: ["compliance"] }))).toEqual([
    "compliance",
  ]);
});
