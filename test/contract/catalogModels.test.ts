import { anyone, context, dataProduct, event, id, role, text, z } from "@datamesh/kernel";
import { dutyUrl, migrateMesh, openDatabase, rebuildProduct } from "@datamesh/kernel/postgres";
import { catalog } from "../../catalog/context.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { creditOracle, customers, models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const owner = { team: "a-team", contact: "a-team@datamesh.example" };
const Guessed = event("GUESSED", {
  description: "A model guessed.",
  data: { guessId: z.string(), modelName: z.string(), modelVersion: z.string() },
});
const modelName = text().describe("The model");
/** A product of guesses, whose model's name is as given. */
const guesses = (name: string, field = modelName) =>
  dataProduct({
    name,
    version: "1.0.0",
    owner,
    description: "What was guessed.",
    key: "guessId",
    fields: {
      guessId: id().describe("The guess"),
      modelName: field,
      modelVersion: text().describe("The version of that model"),
    },
    from: ({ on }) => [on(Guessed, ({ data }) => ({ ...data }))],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
  });
const guessing = (...products: ReturnType<typeof guesses>[]) =>
  context({ name: "guessing", owner, events: [Guessed], products });
const SHOWN = guessing(
  guesses("guesses"),
  guesses("secret-guesses", modelName.personal({ mask: "initials" })),
  guesses("narrow-guesses", modelName.readableBy(role("auditor"))),
);
const CONTEXTS = [customers, models, creditOracle, SHOWN];

describe("models in lineage", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  beforeEach(async () => {
    mesh = await startTestMesh([...CONTEXTS, catalog], { catalog: "catalog" });
    subject = await startTestCatalog(mesh.mesh);
    for (const each of CONTEXTS) await subject.register(each);
  });
  afterEach(async () => {
    await subject.stop();
    await mesh.stop();
  });

  const infer = (...versions: readonly string[]) =>
    mesh.append(
      "models",
      ...versions.map((modelVersion) => ({
        type: "INFERENCE_RECORDED",
        data: { inferenceId: `i-${serial++}`, modelName: "credit-oracle", modelVersion, durationMs: 1 },
      })),
    );
  let serial = 0;
  const guess = (model: string) =>
    mesh.append("guessing", {
      type: "GUESSED",
      data: { guessId: `g-${serial++}`, modelName: model, modelVersion: "v1" },
    });
  interface Lineage {
    readonly nodes: readonly { readonly id: string; readonly kind: string; readonly distance: number }[];
    readonly edges: readonly { readonly from: string; readonly to: string; readonly kind: string }[];
  }
  const lineage = async (name: string, args = ""): Promise<Lineage> => {
    const { data, errors } = await subject.ask(`{ dataProduct(name: "${name}") { lineage${args} {
      nodes { id kind name distance version context owner contact status }
      edges { from to kind eventTypes by fields { to } } } } }`);
    expect(errors).toBeUndefined();
    return (data as { dataProduct: { lineage: Lineage } }).dataProduct.lineage;
  };
  const modelsIn = ({ nodes }: Lineage) =>
    nodes.filter(({ kind }) => kind === "MODEL").map(({ id, distance }) => `${distance} ${id}`);
  const asCatalog = (statement: string) => mesh.as("catalog", "read").query({ text: statement });
  const denied = /permission denied/;

  it("are upstream of the product whose rows name them, and of all that is derived from it", async () => {
    expect(modelsIn(await lineage("customer-credit-scores"))).toEqual([]);
    await infer("v2.0", "v2.1");
    await mesh.catchUp();
    const found = await lineage("customer-credit-scores");
    expect(modelsIn(found)).toEqual(["2 credit-oracle-v2.1", "2 credit-oracle-v2.0"]);
    expect(found.nodes).toContainEqual({
      id: "credit-oracle-v2.1",
      kind: "MODEL",
      name: "credit-oracle-v2.1",
      distance: 2,
      version: null,
      context: null,
      owner: null,
      contact: null,
      status: null,
    });
    expect(found.edges.filter(({ kind }) => kind === "MODEL")).toEqual(
      ["v2.1", "v2.0"].map((version) => ({
        from: `credit-oracle-${version}`,
        to: "model-inferences@1",
        kind: "MODEL",
        eventTypes: [],
        by: null,
        fields: [],
      })),
    );
    expect(modelsIn(await lineage("customer-credit-scores", "(depth: 1)"))).toEqual([]);
    expect(modelsIn(await lineage("model-inferences", "(direction: DOWNSTREAM)"))).toEqual([]);
    expect(modelsIn(await lineage("customer-profiles"))).toEqual([]);
  });

  it("come in the order in which they last answered, the newest twenty of them", async () => {
    await infer(...Array.from({ length: 25 }, (_, n) => `v${n}`), "v3", "v24", "v3");
    await mesh.catchUp();
    const found = modelsIn(await lineage("model-inferences"));
    expect(found).toHaveLength(20);
    expect(found.slice(0, 4)).toEqual(
      ["v3", "v24", "v23", "v22"].map((version) => `1 credit-oracle-${version}`),
    );
  });

  it("are told of what a product's newest rows name, however many rows it has", async () => {
    await infer("v1");
    await mesh.catchUp();
    await mesh.admin.query({
      text: `insert into models_store.model_inferences_v1_g1_history (position, removed, input, input_position, inference_id, model_name, model_version)
             select 1 + n, false, 'events', 1 + n, 'i-' || n, 'credit-oracle', 'v2' from generate_series(1, 10000) n`,
    });
    expect(modelsIn(await lineage("model-inferences"))).toEqual(["1 credit-oracle-v2"]);
  });

  it("are none where a contract does not show them to every reader of the product", async () => {
    await guess("oracle");
    await mesh.catchUp();
    expect(modelsIn(await lineage("guesses"))).toEqual(["1 oracle-v1"]);
    expect(modelsIn(await lineage("secret-guesses"))).toEqual([]);
    expect(modelsIn(await lineage("narrow-guesses"))).toEqual([]);
    expect(await asCatalog("select * from guessing.observed_models()")).toEqual([
      { product: "guesses", major: "1", model_name: "oracle", model_version: "v1" },
    ]);
  });

  it("are told by their context and nobody else, who tells nothing more of a row", async () => {
    await infer("v1");
    await mesh.catchUp();
    expect(await asCatalog("select * from models.observed_models()")).toEqual([
      { product: "model-inferences", major: "1", model_name: "credit-oracle", model_version: "v1" },
    ]);
    for (const relation of [
      "models.model_inferences_v1",
      "models.model_inferences_v1_history",
      "models_store.model_inferences_v1_g1_history",
      "models_store.checkpoints",
    ]) {
      await expect(asCatalog(`select * from ${relation}`)).rejects.toThrow(denied);
    }
    // The one has a feed of the context, the other is its own.
    for (const login of [mesh.as("credit-oracle", "project"), mesh.as("models", "append")]) {
      const call = login.query({ text: "select * from models.observed_models()" });
      await expect(call).rejects.toThrow(denied);
    }
  });

  it("are still told after the product was rebuilt, and after the mesh was migrated again", async () => {
    await infer("v1");
    await mesh.catchUp();
    const migrate = openDatabase(dutyUrl(mesh.mesh, "models", "migrate"));
    await rebuildProduct(migrate, mesh.projection("model-inferences@1"));
    await rebuildProduct(migrate, mesh.projection("model-inferences@1"));
    await migrate.end();
    await infer("v2");
    await mesh.catchUp();
    expect(modelsIn(await lineage("model-inferences"))).toEqual(["1 credit-oracle-v2", "1 credit-oracle-v1"]);
    await migrateMesh(mesh.mesh, [...CONTEXTS, catalog]);
    expect(modelsIn(await lineage("model-inferences"))).toEqual(["1 credit-oracle-v2", "1 credit-oracle-v1"]);
  });

  it("come to a database of an earlier release with the next migration; until then there are none", async () => {
    await infer("v1");
    await mesh.catchUp();
    await mesh.admin.query({ text: "drop function models.observed_models" });
    expect(modelsIn(await lineage("model-inferences"))).toEqual([]);
    await migrateMesh(mesh.mesh, [...CONTEXTS, catalog]);
    expect(modelsIn(await lineage("model-inferences"))).toEqual(["1 credit-oracle-v1"]);
  });

  it("are none while a declaration that names them waits for its rebuild", async () => {
    await guess("Ada Lovelace");
    await mesh.catchUp();
    const opened = guessing(guesses("guesses"), guesses("secret-guesses"));
    await migrateMesh(mesh.mesh, [opened]);
    // Declared for everybody now; what is stored is not yet.
    expect(await asCatalog("select product from guessing.observed_models()")).toEqual([
      { product: "guesses" },
    ]);
  });

  it("of other contexts are told when one does not answer", async () => {
    await infer("v1");
    await guess("oracle");
    await mesh.catchUp();
    await mesh.admin.query({ text: `revoke usage on schema models from "${mesh.mesh.prefix}_catalog_read"` });
    expect(modelsIn(await lineage("model-inferences"))).toEqual([]);
    expect(modelsIn(await lineage("guesses"))).toEqual(["1 oracle-v1"]);
  });
});
