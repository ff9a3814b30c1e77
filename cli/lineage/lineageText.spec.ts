import { lineageGraph, type LineageSource } from "@datamesh/kernel/lineage";
import { describe as descriptorOf, productRef } from "@datamesh/kernel/product";
import { CONTEXTS } from "../../subgraphs/index.ts";
import { lineageDocument } from "./lineageDocument.ts";
import { downstreamText, upstreamText } from "./lineageText.ts";
import { modelFields } from "./observedModels.ts";

const declared = CONTEXTS.flatMap((context) =>
  context.products.map((product) => descriptorOf(context, product)),
);
const graph = lineageGraph(declared);
const find = (ref: string) => {
  const found = declared.find(({ name, major }) => productRef(name, major) === ref);
  if (found === undefined) throw new TypeError(`there is no ${ref}`);
  return found;
};
const upstream = (ref: string, fields = false, models = {}): string =>
  upstreamText(graph, find(ref), new Map(Object.entries(models)) as never, { fields });
const downstream = (ref: string, fields = false): string => downstreamText(graph, find(ref), { fields });

describe("the lineage of a declared product in words", () => {
  it("names its inputs, and of an upstream the model that was observed", () => {
    const models = { "model-inferences@1": "credit-oracle-v2.1" };
    expect(upstream("customer-credit-scores@2", false, models)).toBe(`Customer Credit Scores (v2.0.0)
  ├─> credit_oracle_events (CREDIT_SCORED)
  ├─> customer_profiles (JOIN)
  └─> model_inferences (credit-oracle-v2.1)
`);
  });

  it("says JOIN where no model was observed", () => {
    expect(upstream("customer-credit-scores@2")).toContain("└─> model_inferences (JOIN)\n");
  });

  it("tells events of the same log in one line, the first of many by name", () => {
    expect(upstream("customer-profiles@1")).toBe(`Customer Profiles (v1.0.0)
  └─> customers_events (CUSTOMER_REGISTERED, PROFILE_UPDATED, CUSTOMER_CLOSED)
`);
    expect(upstream("loan-officers@1")).toMatch(
      /└─> lending_events \(A_SUBMITTED, A_PARTLYSUBMITTED, A_PREACCEPTED and 21 more\)\n$/,
    );
  });

  it.each([
    [
      "customer-credit-scores@1",
      `
  └─> credit_oracle_events (CREDIT_SCORED)
        customerId <- CREDIT_SCORED.customerId
        score <- CREDIT_SCORED.score
        scoredAt <- CREDIT_SCORED occurredAt
`,
    ],
    [
      "customer-credit-scores@2",
      `
  ├─> credit_oracle_events (CREDIT_SCORED)
  │     customerId <- CREDIT_SCORED.customerId
  │     score <- CREDIT_SCORED.score
  │     confidence <- CREDIT_SCORED.confidence
  │     inferenceId <- CREDIT_SCORED.inferenceId
  │     scoredAt <- CREDIT_SCORED occurredAt
  ├─> customer_profiles (JOIN)
  │     segment <- customer_profiles.segment
  │     country <- customer_profiles.country
  └─> model_inferences (JOIN)
        modelName <- model_inferences.modelName
        modelVersion <- model_inferences.modelVersion
`,
    ],
    [
      "customer-profiles@1",
      `
  └─> customers_events (CUSTOMER_REGISTERED, PROFILE_UPDATED, CUSTOMER_CLOSED)
        customerId <- CUSTOMER_REGISTERED.customerId, PROFILE_UPDATED.customerId, CUSTOMER_CLOSED.customerId
        name <- CUSTOMER_REGISTERED.name, PROFILE_UPDATED.name
        email <- CUSTOMER_REGISTERED.email, PROFILE_UPDATED.email
        nationalId <- CUSTOMER_REGISTERED.nationalId
        birthDate <- CUSTOMER_REGISTERED.birthDate
        country <- CUSTOMER_REGISTERED.country, PROFILE_UPDATED.country
        segment <- CUSTOMER_REGISTERED.segment, PROFILE_UPDATED.segment
        registeredAt <- CUSTOMER_REGISTERED occurredAt
`,
    ],
    [
      "model-inferences@1",
      `
  └─> models_events (INFERENCE_RECORDED)
        inferenceId <- INFERENCE_RECORDED.inferenceId
        modelName <- INFERENCE_RECORDED.modelName
        modelVersion <- INFERENCE_RECORDED.modelVersion
        durationMs <- INFERENCE_RECORDED.durationMs
        inferredAt <- INFERENCE_RECORDED occurredAt
`,
    ],
    [
      "loan-applications@1",
      `
        applicationId <- event.applicationId
        amountRequested <- event.amountRequested
        submittedAt <- event occurredAt, event type
        state <- event type
        outcome <- event type, and the row before
        decidedAt <- event occurredAt, event type
        offersSent <- event type, and the row before
        eventCount <- each event, and the row before
        lastActivityAt <- event occurredAt
`,
    ],
    [
      "loan-officers@1",
      `
        officerId <- event.officerId
        eventsHandled <- each event, and the row before
        applicationsTouched <- event.applicationId, event.officerId, and the row before
        firstActiveAt <- event occurredAt, and the row before
        lastActiveAt <- event occurredAt, and the row before
`,
    ],
  ])("of %s tells what each field comes from", (ref, lines) => {
    expect(upstream(ref, true).slice(-lines.length)).toBe(lines);
  });

  it("downstream tells products, versions and owners", () => {
    expect(downstream("customer-profiles@1", true)).toBe(`Customer Profiles (v1.0.0)
  └─> customer_credit_scores (v2.0.0, credit-risk)
        segment <- customer_profiles.segment
        country <- customer_profiles.country
`);
    expect(downstream("loan-officers@1")).toBe("Loan Officers (v1.0.0)\n  nothing is derived from it\n");
  });

  it("downstream goes on to the end, and tells each product once", () => {
    const over = (name: string, ...upstreams: readonly string[]): LineageSource => ({
      ...find("customer-profiles@1"),
      name,
      title: name,
      inputs: upstreams.map((of) => ({
        kind: "join",
        product: `${of}@1`,
        by: "customerId",
        take: { a: "b" },
      })),
    });
    const base = over("base", "far");
    const small = lineageGraph([
      base,
      over("near", "base"),
      over("next", "base", "near"),
      over("far", "next"),
    ]);
    expect(downstreamText(small, base, { fields: false })).toBe(`base (v1.0.0)
  ├─> near (v1.0.0, customers)
  │   └─> next (v1.0.0, customers)
  │       └─> far (v1.0.0, customers)
  │           └─> base (v1.0.0, customers), see above
  └─> next (v1.0.0, customers), see above
`);
  });
});

describe("the lineage of a declared product as a document", () => {
  it("holds everything upstream, fields and the observed model included", () => {
    const document = lineageDocument(
      graph,
      "customer-credit-scores@2",
      "upstream",
      new Map([["model-inferences@1", "credit-oracle-v2.1"]]),
    ) as { nodes: { id: string }[]; edges: { from: string; to: string }[] };
    expect(document.nodes.map(({ id }) => id)).toEqual([
      "customer-credit-scores@2",
      "credit_oracle_events",
      "customer-profiles@1",
      "model-inferences@1",
      "customers_events",
      "models_events",
    ]);
    expect(document.edges).toContainEqual(
      expect.objectContaining({
        from: "model-inferences@1",
        to: "customer-credit-scores@2",
        observedModel: "credit-oracle-v2.1",
      }),
    );
    expect(document.edges.filter((edge) => "observedModel" in edge)).toHaveLength(1);
  });
});

it("a model is sought where its name and its version are taken", () => {
  const scores = find("customer-credit-scores@2");
  expect(modelFields(scores)).toEqual(new Map([["model-inferences@1", ["modelName", "modelVersion"]]]));
  expect(modelFields(find("customer-profiles@1")).size).toBe(0);
  const sealed = scores.fields.map((field) =>
    field.name === "modelName" ? { ...field, classification: "personal" as const } : field,
  );
  expect(modelFields({ ...scores, fields: sealed }).size).toBe(0);
});
