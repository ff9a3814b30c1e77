import { given } from "@datamesh/kernel/testing";
import { customerCreditScoresV1 } from "./customerCreditScoresV1.ts";
import { customerCreditScoresV2 } from "./customerCreditScoresV2.ts";

const scored = (customerId: string, score: number, inferenceId = "i-1") => ({
  type: "CREDIT_SCORED",
  occurredAt: "2026-02-03T04:05:06.007Z",
  data: { customerId, score, confidence: 0.5, inferenceId, modelVersion: "v2.1" },
});
const profile = {
  product: "customer-profiles@1",
  key: "c-1",
  row: { customerId: "c-1", segment: "sme", country: "NL" },
} as const;
const inference = {
  product: "model-inferences@1",
  key: "i-1",
  row: { inferenceId: "i-1", modelName: "credit-oracle", modelVersion: "v2.1" },
} as const;

describe("customer-credit-scores@1", () => {
  it.each([
    [0, 300],
    [500, 575],
    [1000, 850],
  ])("shows the oracle's %i as %i on the old scale", (score, old) => {
    expect(given(customerCreditScoresV1, scored("c-1", score)).outcome().rows).toEqual({
      "c-1": { customerId: "c-1", score: old, scoredAt: "2026-02-03T04:05:06.007Z" },
    });
  });

  it("keeps the latest score by log order, one version each", () => {
    const outcome = given(customerCreditScoresV1, scored("c-1", 0), scored("c-1", 1000)).outcome();
    expect(outcome.versions.map(({ row }) => row?.["score"])).toEqual([300, 850]);
    expect(outcome.rows["c-1"]?.["score"]).toBe(850);
  });

  it("makes no new version when the same is scored again", () => {
    expect(given(customerCreditScoresV1, scored("c-1", 7), scored("c-1", 7)).outcome().versions).toHaveLength(
      1,
    );
  });
});

describe("customer-credit-scores@2", () => {
  const whole = {
    score: 640,
    segment: "sme",
    country: "NL",
    modelName: "credit-oracle",
    modelVersion: "v2.1",
  };

  it.each([
    ["scored last", [profile, inference, scored("c-1", 640)]],
    ["scored first", [scored("c-1", 640), inference, profile]],
    ["scored in between", [profile, scored("c-1", 640), inference]],
  ])("joins profile and inference whatever comes first: %s", (_name, steps) => {
    expect(given(customerCreditScoresV2, ...steps).outcome().rows["c-1"]).toMatchObject(whole);
  });

  it("has nulls where there is nothing to join yet", () => {
    expect(given(customerCreditScoresV2, scored("c-1", 640)).outcome().rows["c-1"]).toMatchObject({
      segment: null,
      modelName: null,
    });
  });

  it("looks at the new inference when a customer is scored again", () => {
    const outcome = given(
      customerCreditScoresV2,
      inference,
      scored("c-1", 640),
      scored("c-1", 650, "i-2"),
    ).outcome();
    expect(outcome.rows["c-1"]).toMatchObject({ inferenceId: "i-2", modelName: null });
  });

  it("has no row for a profile nobody scored", () => {
    expect(given(customerCreditScoresV2, profile).outcome().rows).toEqual({});
  });

  it("forgets the profile of a customer who left", () => {
    const left = { ...profile, row: null };
    expect(
      given(customerCreditScoresV2, profile, scored("c-1", 1), left).outcome().rows["c-1"],
    ).toMatchObject({
      segment: null,
      score: 1,
    });
  });
});
