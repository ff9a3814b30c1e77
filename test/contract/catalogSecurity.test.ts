import { issueServiceToken } from "@datamesh/kernel/servicetoken";
import type { Duty } from "@datamesh/kernel/postgres";
import { catalog } from "../../catalog/context.ts";
import { NOW } from "../../catalog/testing/memoryCatalog.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { customers } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const QUERY = "{ dataProducts { nodes { name } } }";

describe("who may do what with the catalog", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  beforeAll(async () => {
    mesh = await startTestMesh([catalog, customers], { catalog: "catalog" });
    subject = await startTestCatalog(mesh.mesh);
    await subject.register(customers);
    await mesh.append("customers", { type: "CUSTOMER_CLOSED", data: { customerId: "c-1" } });
  });
  afterAll(async () => {
    await subject.stop();
    await mesh.stop();
  });

  const refusal = async (duty: Duty, text: string): Promise<unknown> => {
    const attempt = mesh.as("catalog", duty).query({ text });
    return attempt.then(
      () => "done",
      (error: { code?: string }) => error.code,
    );
  };
  const PERMISSION_DENIED = "42501";
  const APPEND =
    "select * from catalog.append_events('{x}', '{X}', '{1}', '{now}', array['{}'::jsonb], array['{}'::jsonb])";
  const TABLES = [
    "registered_context",
    "catalog_product",
    "catalog_field",
    "supergraph",
    "catalog_checkpoint",
    "catalog_quarantine",
  ];

  it("the read role reads all that is projected, and how far the others are", async () => {
    for (const table of TABLES)
      expect(await refusal("read", `select * from catalog_store.${table}`)).toBe("done");
    expect(await refusal("read", "select * from customers.log_status")).toBe("done");
    expect(await refusal("read", "select * from customers.product_positions")).toBe("done");
  });

  it.each(TABLES)("the read role cannot change %s", async (table) => {
    expect(await refusal("read", `delete from catalog_store.${table}`)).toBe(PERMISSION_DENIED);
    expect(await refusal("read", `insert into catalog_store.${table} default values`)).toBe(
      PERMISSION_DENIED,
    );
    expect(await refusal("read", `truncate catalog_store.${table}`)).toBe(PERMISSION_DENIED);
  });

  it.each([
    ["append to the catalog's log", APPEND],
    ["read an event of the catalog", "select * from catalog.catalog_events"],
    ["read an event of another context", "select * from customers.customers_events"],
    ["read a row of another context", "select * from customers.customer_profiles_v1"],
    ["read a history of another context", "select * from customers.customer_profiles_v1_history"],
    ["append to another context's log", APPEND.replace("catalog.", "customers.")],
    ["move another context's checkpoint", "update customers_store.checkpoints set position = 0"],
    ["make a table", "create table catalog_store.mine (a integer)"],
  ])("the read role cannot %s", async (_what, text) => {
    expect(await refusal("read", text)).toBe(PERMISSION_DENIED);
  });

  it.each([
    ["append to the log it folds", APPEND],
    ["change an event", "update catalog.catalog_events set data = '{}'"],
    ["read an event of another context", "select * from customers.customers_events"],
    ["drop a table", "drop table catalog_store.catalog_product"],
    ["remove the checkpoint", "delete from catalog_store.catalog_checkpoint"],
  ])("the projecting role cannot %s", async (_what, text) => {
    expect(await refusal("project", text)).toBe(PERMISSION_DENIED);
  });

  it("the appending role cannot read or change what is projected", async () => {
    expect(await refusal("append", "select * from catalog_store.catalog_product")).toBe(PERMISSION_DENIED);
    expect(await refusal("append", "update catalog_store.supergraph set problems = '[]'")).toBe(
      PERMISSION_DENIED,
    );
  });

  it("any consumer the gateway vouches for may read the catalog", async () => {
    expect(await subject.ask(QUERY)).toEqual({
      status: 200,
      data: { dataProducts: { nodes: [{ name: "customer-profiles" }] } },
    });
  });

  it("nobody may without the gateway's token for the catalog and this very body", async () => {
    const token = (key: Uint8Array, subgraph: string) =>
      issueServiceToken({
        key,
        subgraph,
        now: NOW,
        consumer: { id: "somebody", roles: ["compliance"], scopes: [] },
        body: JSON.stringify({ query: QUERY }),
      });
    const stranger = new Uint8Array(32).fill(1);
    for (const authorization of ["", "Bearer ", "Bearer x.y.z", `Bearer ${token(stranger, "catalog")}`]) {
      expect(await subject.askWith(authorization, QUERY)).toEqual({
        status: 401,
        errors: [{ message: "only the gateway may ask", extensions: { code: "UNAUTHENTICATED" } }],
      });
    }
  });
});
