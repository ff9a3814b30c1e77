import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const registered = (customerId: string, segment = "retail", country = "NL") => ({
  type: "CUSTOMER_REGISTERED",
  data: {
    customerId,
    name: "Ada Lovelace",
    email: `${customerId}@example.com`,
    nationalId: "NL-123456789",
    birthDate: "1984-03-12",
    country,
    segment,
  },
});
const inferred = (inferenceId: string) => ({
  type: "INFERENCE_RECORDED",
  data: { inferenceId, modelName: "credit-oracle", modelVersion: "v2.1", durationMs: 12 },
});
const scored = (customerId: string, score: number, inferenceId = `i-${customerId}`) => ({
  type: "CREDIT_SCORED",
  data: { customerId, score, confidence: 0.9, inferenceId, modelVersion: "v2.1" },
});

describe("projection on PostgreSQL", () => {
  let mesh: TestMesh;
  beforeEach(async () => {
    mesh = await startTestMesh([creditOracle, customers, lending, models], { partitionSize: 10 });
  });
  afterEach(() => mesh.stop());

  const scores = () => mesh.rows("credit_oracle.customer_credit_scores_v2");

  it("both versions of a product are derived from one log", async () => {
    await mesh.append("credit-oracle", scored("c-1", 1000), scored("c-2", 0));
    await mesh.catchUp();
    expect((await scores()).map((row) => row["score"])).toEqual(["1000", "0"]);
    const old = await mesh.rows("credit_oracle.customer_credit_scores_v1");
    expect(old.map((row) => row["score"])).toEqual(["850", "300"]);
  });

  it.each([
    ["own events first", ["own", "profile", "inference"]],
    ["upstreams first", ["profile", "inference", "own"]],
    ["own event between them", ["inference", "own", "profile"]],
  ])("a join gives the same rows whatever arrives first: %s", async (_name, order) => {
    for (const each of order) {
      if (each === "own") await mesh.append("credit-oracle", scored("c-1", 640));
      if (each === "profile") await mesh.append("customers", registered("c-1"));
      if (each === "inference") await mesh.append("models", inferred("i-c-1"));
      await mesh.catchUp();
    }
    expect(await scores()).toMatchObject([
      { score: "640", segment: "retail", country: "NL", model_name: "credit-oracle", model_version: "v2.1" },
    ]);
  });

  it("an event of a time that cannot be told is quarantined, and the projection goes on", async () => {
    await mesh.admin.query({ text: "alter table models.models_events drop constraint occurred_within" });
    await mesh.as("models", "append").query({
      text: `select * from models.append_events(array['t'], array['INFERENCE_RECORDED'], array[1],
        array['infinity'::timestamptz], array['{}']::jsonb[], array['{}']::jsonb[])`,
    });
    await mesh.append("models", inferred("i-1"));
    await mesh.catchUp();
    expect(await mesh.rows("models.model_inferences_v1")).toHaveLength(1);
    expect(await mesh.rows("models_store.quarantine")).toMatchObject([
      { input_position: "1", reason: 'the time it happened, "infinity", is none from the year 1000 to 9999' },
    ]);
  });

  it("a removed upstream row leaves null behind, and a change follows", async () => {
    await mesh.append("customers", registered("c-1"), registered("c-2"));
    await mesh.append("credit-oracle", scored("c-1", 640), scored("c-2", 650));
    await mesh.catchUp();
    await mesh.append("customers", { type: "CUSTOMER_CLOSED", data: { customerId: "c-1" } });
    await mesh.append("customers", { type: "PROFILE_UPDATED", data: { customerId: "c-2", segment: "sme" } });
    await mesh.catchUp();
    expect((await scores()).map((row) => row["segment"])).toEqual([null, "sme"]);
    expect((await mesh.rows("customers.customer_profiles_v1")).length).toBe(1);
  });

  it("an event that cannot be folded is quarantined and stops nothing else", async () => {
    await mesh.append("customers", { type: "PROFILE_UPDATED", data: { customerId: "c-9", segment: "sme" } });
    await mesh.append("customers", registered("c-1"));
    await mesh.catchUp();
    expect((await mesh.rows("customers.customer_profiles_v1")).length).toBe(1);
    const quarantined = await mesh.rows("customers_store.quarantine");
    expect(quarantined).toMatchObject([
      { product: "customer-profiles", input_position: "1", reason: 'field "name" is required and missing' },
    ]);
  });

  it.each([
    ["a plain value", "SECRET"],
    ["a number", 5],
    ["no envelope where one should be", { customerId: 5, segment: "SECRET" }],
    ["a plain value as an envelope", { customerId: "SECRET", segment: "sme" }],
  ])(
    "a payload that is %s is quarantined without being told, and what follows is folded",
    async (_what, data) => {
      const [stored] = await mesh.log("customers").append([
        {
          id: "odd",
          type: "PROFILE_UPDATED",
          version: 1,
          occurredAt: "2026-01-01T00:00:00.000Z",
          data,
          metadata: {},
        },
      ]);
      await mesh.append("customers", registered("c-1"));
      await mesh.catchUp();
      expect((await mesh.rows("customers.customer_profiles_v1")).length).toBe(1);
      const [quarantined, ...others] = await mesh.rows("customers_store.quarantine");
      expect(quarantined).toMatchObject({ input_position: String(stored?.position), event_id: "odd" });
      expect(others).toEqual([]);
      expect(JSON.stringify(quarantined)).not.toContain("SECRET");
    },
  );

  it.each([1, 2, 7, 1000])(
    "history has one row version per changing event in batches of %i",
    async (size) => {
      for (let n = 0; n < 5; n += 1) {
        await mesh.append("lending", {
          type: n === 0 ? "A_SUBMITTED" : "O_SENT",
          data: {
            applicationId: "a-1",
            lifecycle: "COMPLETE",
            amountRequested: "20000",
            officerId: `o-${n % 2}`,
          },
        });
      }
      await mesh.catchUp(size);
      const history = await mesh.rows("lending.loan_applications_v1_history");
      expect(history.map((row) => row["event_count"])).toEqual(["1", "2", "3", "4", "5"]);
      expect(history.map((row) => row["position"])).toEqual(["1", "2", "3", "4", "5"]);
      expect(await mesh.rows("lending.loan_officers_v1")).toMatchObject([
        { events_handled: "3", applications_touched: "1" },
        { events_handled: "2", applications_touched: "1" },
      ]);
    },
  );

  it("personal values and subjects lie in envelopes in log, rows and history", async () => {
    await mesh.append("customers", registered("c-1"));
    await mesh.catchUp();
    const [event] = await mesh.rows("customers.customers_events");
    expect(JSON.parse(event?.["data"] ?? "")).toMatchObject({
      customerId: '0||"c-1"',
      name: '0||"Ada Lovelace"',
      segment: "retail",
    });
    for (const relation of ["customer_profiles_v1", "customer_profiles_v1_history"]) {
      const [row] = await mesh.rows(`customers.${relation}`);
      expect(row).toMatchObject({ birth_date: '0||"1984-03-12"', country: "NL" });
    }
  });

  it("every commit journals its cut, transitive through upstream products", async () => {
    await mesh.append("customers", registered("c-1"));
    await mesh.append("credit-oracle", scored("c-1", 640));
    await mesh.catchUp();
    const cuts = await mesh.rows("credit_oracle.customer_credit_scores_v2_cuts");
    expect(JSON.parse(cuts.at(-1)?.["inputs"] ?? "")).toEqual({
      events: { position: 1 },
      "customer-profiles@1": { position: 1, inputs: { events: { position: 1 } } },
    });
  });
});
