import { anyone, context, dataProduct, event, id, int, z } from "@datamesh/kernel";
import { createProjection, migrateMesh, projectBatch } from "@datamesh/kernel/postgres";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";
import { owner, sla } from "../support/declared.ts";

const Counted = event("COUNTED", {
  description: "Something was counted.",
  data: { key: z.string(), n: z.int() },
});
const counts = (factor: 1 | 2) =>
  dataProduct({
    name: "counts",
    version: "1.0.0",
    owner,
    description: "Counts.",
    key: "key",
    fields: { key: id().describe("The key"), n: int().unit("things").describe("The count") },
    from: ({ on }) => [
      factor === 1
        ? on(Counted, (e) => ({ key: e.data.key, n: e.data.n }))
        : on(Counted, (e) => ({ key: e.data.key, n: e.data.n * 2 })),
    ],
    sla,
    policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
  });
const counting = (factor: 1 | 2) =>
  context({ name: "counting", owner, events: [Counted], products: [counts(factor)] });

describe("a declaration that changes under the same version", () => {
  let mesh: TestMesh;
  beforeEach(async () => {
    mesh = await startTestMesh([counting(1)]);
    await mesh.append("counting", { type: "COUNTED", data: { key: "a", n: 1 } });
    await mesh.catchUp();
  });
  afterEach(() => mesh.stop());

  const projectionOf = (factor: 1 | 2) => {
    const declared = counting(factor);
    return createProjection(declared, declared.products[0]!, mesh.as("counting", "project"), () => undefined);
  };

  it("is served as it was and not projected, and says what changed", async () => {
    await migrateMesh(mesh.mesh, [counting(2)]);
    await mesh.append("counting", { type: "COUNTED", data: { key: "b", n: 1 } });
    const outcome = await projectBatch(projectionOf(2), 100);
    expect(outcome).toEqual({ kind: "FOLD_CHANGED", difference: "changed: fold 1 of COUNTED" });
    expect(await mesh.rows("counting.counts_v1")).toEqual([{ key: "a", n: "1" }]);
  });

  it("goes on where it was once the old declaration is back", async () => {
    await projectBatch(projectionOf(2), 100);
    await mesh.append("counting", { type: "COUNTED", data: { key: "b", n: 1 } });
    expect(await projectBatch(projectionOf(1), 100)).toMatchObject({ kind: "folded", steps: 1 });
    expect((await mesh.rows("counting.counts_v1")).map((row) => row["n"])).toEqual(["1", "1"]);
  });

  it("never has rows of two folds in one table, however projectors of both race", async () => {
    for (let n = 0; n < 20; n += 1) {
      await mesh.append("counting", { type: "COUNTED", data: { key: `k${n}`, n: 1 } });
      await Promise.all([projectBatch(projectionOf(2), 1), projectBatch(projectionOf(1), 1)]);
    }
    await mesh.catchUp();
    expect(new Set((await mesh.rows("counting.counts_v1")).map((row) => row["n"]))).toEqual(new Set(["1"]));
  });
});
