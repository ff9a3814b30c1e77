import { DUTIES, type Duty } from "@datamesh/kernel/postgres";
import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

describe("database roles", () => {
  let mesh: TestMesh;
  beforeAll(async () => {
    mesh = await startTestMesh([creditOracle, customers, lending, models]);
    await mesh.append("models", {
      type: "INFERENCE_RECORDED",
      data: { inferenceId: "i-1", modelName: "m", modelVersion: "v1", durationMs: 1 },
    });
    await mesh.catchUp();
  });
  afterAll(() => mesh.stop());

  const run = (context: string, duty: Duty, text: string) => mesh.as(context, duty).query({ text });
  const denied = /permission denied|must be owner|must be able to SET ROLE/;

  describe.each(DUTIES)("the login to %s", (duty) => {
    it.each([
      "alter table models.models_events disable trigger all",
      "alter table models.models_events_p0 disable trigger all",
      "set session_replication_role = replica",
      "drop table models.models_events cascade",
      "insert into models.models_events values (99, 'x', 'X', 1, now(), now(), '{}', '{}')",
      "update models.models_events_head set head = 0",
      "delete from models.models_events",
      "create role intruder",
      "alter role current_user superuser",
    ])("may not: %s", async (text) => {
      await expect(run("models", duty, text)).rejects.toThrow(denied);
    });

    it("is no superuser, makes no roles or databases and bypasses nothing", async () => {
      const [role] = await run(
        "models",
        duty,
        "select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls from pg_roles where rolname = current_user",
      );
      expect(Object.values(role ?? {})).toEqual(["f", "f", "f", "f", "f"]);
    });

    it("cannot become the ledger that owns the logs", async () => {
      await expect(run("models", duty, `set role ${mesh.mesh.prefix}_ledger`)).rejects.toThrow(denied);
    });

    it("reads nothing of a context it has no feed from", async () => {
      for (const relation of [
        "lending.lending_events",
        "lending.loan_applications_v1",
        "lending_store.checkpoints",
      ]) {
        await expect(run("models", duty, `select * from ${relation}`)).rejects.toThrow(denied);
      }
    });
  });

  it("only the login to append appends, and it reads nothing", async () => {
    const calls = [
      "select * from models.append_events('{}', '{}', '{}', '{}', '{}', '{}')",
      "select * from models.append_calls('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
    ];
    for (const call of calls) {
      await expect(run("models", "append", call)).resolves.toEqual([]);
      for (const duty of ["migrate", "project", "read"] as const) {
        await expect(run("models", duty, call)).rejects.toThrow(denied);
      }
    }
    const unchecked =
      "select * from models.write_calls('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')";
    await expect(run("models", "append", unchecked)).rejects.toThrow(denied);
    await expect(run("models", "append", "select * from models.models_events")).rejects.toThrow(denied);
    await expect(run("models", "append", "select * from models.model_inferences_v1")).rejects.toThrow(denied);
  });

  it("the login to append cannot write to streams of the outbox", async () => {
    const call = `select * from models.append_calls(array[1], array['t'], array['MODEL_DEPLOYED'], array[1],
      array[now()], array['{}']::jsonb[], array['{}']::jsonb[], array['outbox/a'], array[null]::bigint[])`;
    await expect(run("models", "append", call)).rejects.toThrow("written through the outbox");
  });

  it.each(["infinity", "-infinity", "0044-03-15 00:00:00+00 BC", "10000-01-01 00:00:00+00"])(
    "the login to append cannot append what happened at %s, which nobody could read again",
    async (time) => {
      const call = `select * from models.append_events(array['t'], array['MODEL_DEPLOYED'], array[1],
        array['${time}'::timestamptz], array['{}']::jsonb[], array['{}']::jsonb[])`;
      await expect(run("models", "append", call)).rejects.toThrow("occurred_within");
    },
  );

  it("the login to read sees rows and histories, never an event", async () => {
    await expect(run("models", "read", "select * from models.model_inferences_v1")).resolves.toHaveLength(1);
    await expect(
      run("models", "read", "select * from models.model_inferences_v1_history"),
    ).resolves.toHaveLength(1);
    await expect(run("models", "read", "select * from models.models_events")).rejects.toThrow(denied);
    await expect(run("models", "read", "delete from models.model_inferences_v1")).rejects.toThrow(denied);
  });

  it("the login to project adds to histories and cuts and never changes them", async () => {
    for (const table of ["model_inferences_v1_g1_history", "model_inferences_v1_g1_cuts"]) {
      await expect(run("models", "project", `delete from models_store.${table}`)).rejects.toThrow(denied);
      await expect(run("models", "project", `update models_store.${table} set position = 0`)).rejects.toThrow(
        denied,
      );
    }
  });

  it("a context reads the histories it joins and nothing else of the other context", async () => {
    const project = (text: string) => run("credit-oracle", "project", text);
    const feed = await project("select * from models.model_inferences_v1_for_credit_oracle");
    expect(feed.map((row) => Object.keys(row))).toEqual([
      ["position", "removed", "inference_id", "model_name", "model_version"],
    ]);
    await expect(project("select * from models.model_inferences_v1_cuts")).resolves.toHaveLength(1);
    for (const relation of [
      "models.models_events",
      "models.model_inferences_v1_history",
      "models.model_inferences_v1",
      "models.product_positions",
      "models_store.model_inferences_v1_g1_history",
      "models_store.model_inferences_v1_g1",
    ]) {
      await expect(project(`select * from ${relation}`)).rejects.toThrow(denied);
    }
  });

  it("a context sees of another's people what its contract names, and no personal field", async () => {
    const feed = await run(
      "credit-oracle",
      "project",
      "select * from customers.customer_profiles_v1_for_credit_oracle limit 0",
    );
    expect(feed).toEqual([]);
    const columns = await mesh.admin.query({
      text: `select attname as name from pg_attribute where attnum > 0
             and attrelid = 'customers.customer_profiles_v1_for_credit_oracle'::regclass order by attnum`,
    });
    expect(columns.map((column) => column["name"])).toEqual([
      "position",
      "removed",
      "country",
      "customer_id",
      "segment",
    ]);
    await expect(
      run("lending", "project", "select * from customers.customer_profiles_v1_for_credit_oracle"),
    ).rejects.toThrow(denied);
  });

  it("every view but those feeds runs with the rights of who reads it", async () => {
    const views = await mesh.admin.query({
      text: `select n.nspname || '.' || c.relname as name, c.reloptions::text as options
             from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'v' and c.relname !~ '_v[0-9]+_for_' and n.nspname in ('models', 'customers', 'lending', 'credit_oracle')`,
    });
    expect(views.length).toBeGreaterThan(15);
    expect(views.filter((view) => !view["options"]?.includes("security_invoker=true"))).toEqual([]);
  });
});
