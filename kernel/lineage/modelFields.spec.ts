import { role } from "../policy/index.ts";
import { modelId, namesModels, type ModelSource } from "./modelFields.ts";

const field = (name: string): ModelSource["fields"][number] => ({ name, classification: "internal" });
const inferences: ModelSource = {
  fields: [field("inferenceId"), field("modelName"), field("modelVersion")],
  inputs: [{ kind: "events" }],
};
const changed = (change: object): ModelSource => ({
  ...inferences,
  fields: inferences.fields.map((each) => (each.name === "modelName" ? { ...each, ...change } : each)),
});

describe("a product names its models", () => {
  it("when name and version come from its own events, in plain text", () => {
    expect(namesModels(inferences)).toBe(true);
    expect(
      namesModels({ ...inferences, inputs: [...inferences.inputs, { kind: "join", take: { a: "b" } }] }),
    ).toBe(true);
  });

  it.each([
    ["it lacks one of the fields", { ...inferences, fields: inferences.fields.slice(0, 2) }],
    ["one says something of a person", changed({ classification: "personal" })],
    ["one names a person", changed({ classification: "identifier" })],
    ["one is for fewer than the product", changed({ read: role("auditor") })],
    [
      "one is taken from another product",
      { ...inferences, inputs: [{ kind: "join", take: { modelVersion: "modelVersion" } }] },
    ],
  ])("not when %s", (_why, product) => {
    expect(namesModels(product)).toBe(false);
  });
});

it("a version of a model has one word", () => {
  expect(modelId("credit-oracle", "v2.1")).toBe("credit-oracle-v2.1");
});
