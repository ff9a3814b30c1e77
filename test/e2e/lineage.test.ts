import { datamesh, makeDataDirectory, startMeshProcess } from "../support/meshProcess.ts";

const TIMEOUT = 120_000;
const SCORES = (model: string): string => `Customer Credit Scores (v2.0.0)
  ├─> credit_oracle_events (CREDIT_SCORED)
  ├─> customer_profiles (JOIN)
  └─> model_inferences (${model})
`;

describe("datamesh lineage", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  beforeAll(async () => void (directory = await makeDataDirectory()));
  afterAll(() => directory.remove());

  it(
    "observes the newest model with and without a mesh, and says so where there is no database yet",
    async () => {
      const env = { DATAMESH_DATA_DIR: directory.path };
      const lineage = (...args: readonly string[]) => datamesh(["lineage", ...args], env);
      const declared = await lineage("customer-credit-scores@2");
      expect(declared).toMatchObject({ code: 0, stdout: SCORES("JOIN") });
      expect(declared.stderr).toContain("there is no database yet, so nothing could be observed");

      const mesh = await startMeshProcess(env);
      try {
        expect(await lineage("customer-credit-scores@2")).toMatchObject({
          code: 0,
          stdout: SCORES("credit-oracle-v2.1"),
          stderr: "",
        });
      } finally {
        await mesh.stop();
      }

      const { stdout } = await lineage("customer-credit-scores@2", "--json");
      const { edges } = JSON.parse(stdout) as { edges: { from: string; observedModel?: string }[] };
      expect(edges.find(({ from }) => from === "model-inferences@1")?.observedModel).toBe(
        "credit-oracle-v2.1",
      );
    },
    TIMEOUT,
  );

  it("of what there is not is refused with what there is", async () => {
    const { code, stderr } = await datamesh(["lineage", "customer-credit-scores"], {});
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /there is no product "customer-credit-scores"; there is .*customer-credit-scores@2/,
    );
  });
});
