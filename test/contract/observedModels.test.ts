import { openDatabase, dutyUrl, type Database } from "@datamesh/kernel/postgres";
import { describe as descriptorOf } from "@datamesh/kernel/product";
import { observedModels } from "../../cli/lineage/observedModels.ts";
import { creditOracle, customers, models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

describe("the models observed in a product's newest rows", () => {
  let mesh: TestMesh;
  let reader: Database;
  beforeAll(async () => {
    mesh = await startTestMesh([customers, models, creditOracle]);
    reader = openDatabase(dutyUrl(mesh.mesh, "credit-oracle", "read"));
  });
  afterAll(async () => {
    await reader.end();
    await mesh.stop();
  });

  const scores = descriptorOf(creditOracle, creditOracle.products[1]!);
  const infer = (inferenceId: string, modelVersion: string) =>
    mesh.append("models", {
      type: "INFERENCE_RECORDED",
      data: { inferenceId, modelName: "credit-oracle", modelVersion, durationMs: 1 },
    });
  const score = (customerId: string, inferenceId: string) =>
    mesh.append("credit-oracle", {
      type: "CREDIT_SCORED",
      data: { customerId, score: 1, confidence: 1, inferenceId, modelVersion: "v0" },
    });

  it("are none before a row was joined, then that of the newest row that was", async () => {
    await score("c-1", "i-1");
    await mesh.catchUp();
    expect(await observedModels(reader, scores)).toEqual(new Map());
    await infer("i-1", "v2.0");
    await mesh.catchUp();
    expect(await observedModels(reader, scores)).toEqual(
      new Map([["model-inferences@1", "credit-oracle-v2.0"]]),
    );
    await infer("i-2", "v2.1");
    await score("c-2", "i-2");
    await score("c-3", "not-recorded-yet");
    await mesh.catchUp();
    expect(await observedModels(reader, scores)).toEqual(
      new Map([["model-inferences@1", "credit-oracle-v2.1"]]),
    );
  });
});
