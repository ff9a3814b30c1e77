import {
  compareRevisions,
  type Database,
  dutyUrl,
  openDatabase,
  parseRevision,
  raiseEpoch,
  rebuildProduct,
  type Revision,
  revisionText,
  verifyProduct,
} from "@datamesh/kernel/postgres";
import { customers } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const REF = "customer-profiles@1";
const PROFILES = { name: "customer-profiles", major: 1 };

describe("a product's revision", () => {
  let mesh: TestMesh;
  let migrate: Database;
  let stop: () => Promise<void>;
  const announced: string[] = [];
  beforeAll(async () => {
    mesh = await startTestMesh([customers]);
    migrate = openDatabase(dutyUrl(mesh.mesh, "customers", "migrate"), { max: 4 });
    stop = await mesh.as("customers", "project").listen("datamesh", (payload) => announced.push(payload));
  });
  afterAll(async () => {
    await stop();
    await migrate.end();
    await mesh.stop();
  });

  const register = (customerId: string) =>
    mesh.append("customers", {
      type: "CUSTOMER_REGISTERED",
      data: {
        customerId,
        name: "Ada",
        email: "ada@example.org",
        nationalId: "1234",
        birthDate: "1990-01-01",
        country: "DE",
        segment: "retail",
      },
    });
  const revision = async (): Promise<Revision> => {
    const [row] = await mesh.as("customers", "read").query({
      text: "select generation, cut, epoch from customers.product_positions where product = $1",
      values: [PROFILES.name],
    });
    return {
      generation: Number(row?.["generation"]),
      cut: Number(row?.["cut"]),
      epoch: Number(row?.["epoch"]),
    };
  };
  const newest = async (): Promise<string | undefined> => {
    const told = revisionText(await revision());
    for (let tries = 0; tries < 100 && !announced.at(-1)?.endsWith(told); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return announced.at(-1);
  };

  it("is moved by a commit in its cut, and announced", async () => {
    expect(await revision()).toEqual({ generation: 1, cut: 0, epoch: 0 });
    await register("c-1");
    await mesh.catchUp();
    expect(await revision()).toEqual({ generation: 1, cut: 1, epoch: 0 });
    expect(await newest()).toBe("product customer-profiles@1 1 g1.c1.e0");
  });

  it("is moved by a rebuild in its generation, and the digest is told of it", async () => {
    const rebuilt = await rebuildProduct(migrate, mesh.projection(REF));
    expect(rebuilt.revision).toEqual({ generation: 2, cut: 1, epoch: 0 });
    expect(await newest()).toBe("product customer-profiles@1 1 g2.c1.e0");
    const verified = await verifyProduct(migrate, mesh.projection(REF));
    expect(verified).toMatchObject({ revision: rebuilt.revision, digest: rebuilt.digest });
  });

  it("is moved in its epoch by whatever else changes rows, in its transaction", async () => {
    const before = await revision();
    await expect(
      migrate.transaction(async (connection) => {
        await raiseEpoch(connection, "customers", PROFILES);
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(await revision()).toEqual(before);
    const raised = await raiseEpoch(mesh.as("customers", "project"), "customers", PROFILES);
    expect(raised).toEqual({ generation: 2, cut: 1, epoch: 1 });
    expect(await revision()).toEqual(raised);
    expect(compareRevisions(raised!, before)).toBeGreaterThan(0);
    expect(await newest()).toBe("product customer-profiles@1 1 g2.c1.e1");
  });

  it("keeps its epoch through a rebuild: none of its numbers ever goes back", async () => {
    const before = await revision();
    const { revision: rebuilt } = await rebuildProduct(migrate, mesh.projection(REF));
    expect(rebuilt).toEqual({ ...before, generation: 3 });
  });

  it("nobody but the store's own function may set an epoch", async () => {
    const project = mesh.as("customers", "project");
    const set = project.query({ text: "update customers_store.checkpoints set epoch = 0" });
    await expect(set).rejects.toThrow("permission denied");
    const read = raiseEpoch(mesh.as("customers", "read"), "customers", PROFILES);
    await expect(read).rejects.toThrow("permission denied");
    expect(await raiseEpoch(project, "customers", { name: "nothing", major: 1 })).toBeUndefined();
  });

  it("retention raises the epoch", async () => {
    const before = await revision();
    await mesh.admin.query({
      text: "update customers_store.checkpoints set retention_seconds = 0.001",
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await register("c-2");
    await mesh.catchUp();
    await mesh
      .as("customers", "project")
      .query({ text: "select customers_store.retain($1, $2)", values: [PROFILES.name, PROFILES.major] });
    expect(await revision()).toEqual({ generation: 3, cut: before.cut + 2, epoch: before.epoch + 1 });
    expect(parseRevision((await newest())?.split(" ")[3] ?? "")).toEqual(await revision());
  });
});
