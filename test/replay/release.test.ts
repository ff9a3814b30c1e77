import { anyone, context, type DataProduct, dataProduct, event, id, int, z } from "@datamesh/kernel";
import { migrateMesh } from "@datamesh/kernel/postgres";
import { START } from "@datamesh/kernel/log";
import { catalog } from "../../catalog/context.ts";
import { openConnections } from "../../cli/mesh/connections.ts";
import { releaseChangedFolds } from "../../cli/release/releaseChangedFolds.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const owner = { team: "tests", contact: "tests@datamesh.example" };
const Counted = event("COUNTED", {
  description: "Something was counted.",
  data: { key: z.string(), n: z.int() },
});
const counts = (version: string, factor: 1 | 2): DataProduct =>
  dataProduct({
    name: "counts",
    version,
    owner,
    description: "Counts.",
    key: "key",
    fields: { key: id().describe("The key"), n: int().unit("things").describe("The count") },
    from: ({ on }) => [
      factor === 1
        ? on(Counted, (e) => ({ key: e.data.key, n: e.data.n }))
        : on(Counted, (e) => ({ key: e.data.key, n: e.data.n * 2 })),
    ],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
  });
const counting = (product: DataProduct) =>
  context({ name: "counting", owner, events: [Counted], products: [product] });

describe("a mesh that starts with changed code", () => {
  let mesh: TestMesh;
  beforeEach(async () => {
    mesh = await startTestMesh([counting(counts("1.0.0", 1)), catalog]);
    await mesh.append("counting", { type: "COUNTED", data: { key: "a", n: 1 } });
    await mesh.catchUp();
  });
  afterEach(() => mesh.stop());

  const release = async (product: DataProduct) => {
    const contexts = [counting(product)];
    await migrateMesh(mesh.mesh, [...contexts, catalog]);
    const connections = openConnections(mesh.mesh);
    const said: string[] = [];
    try {
      await releaseChangedFolds({
        contexts,
        root: import.meta.dirname,
        mesh: mesh.mesh,
        connections,
        findProvider: () => undefined,
        say: (line) => said.push(line),
      });
    } finally {
      await connections.end();
    }
    return said;
  };
  const value = async () => (await mesh.rows("counting.counts_v1"))[0]?.["n"];

  it("builds what is released under a higher version, swaps it in, and tells the catalog", async () => {
    expect(await release(counts("1.0.1", 2))).toEqual([
      "rebuilding counts@1 from 1.0.0 to 1.0.1 (changed: fold 1 of COUNTED)",
      "rebuilt counts@1 from 1.0.0 to 1.0.1: 1 rows changed",
    ]);
    expect(await value()).toBe("2");
    const told = await mesh.log("catalog").read(START, 10);
    expect(told.map(({ type, data }) => [type, data])).toEqual([
      [
        "REPLAY_RECORDED",
        expect.objectContaining({
          product: "counts@1",
          version: "1.0.1",
          kind: "rebuild",
          reason: "release of 1.0.1",
          differingRows: 1,
          changedFields: ["n"],
        }),
      ],
    ]);
    expect(await release(counts("1.0.1", 2))).toEqual([]);
  });

  it("leaves a fold alone that changed under the same version, or goes back to an earlier one", async () => {
    expect(await release(counts("1.0.0", 2))).toEqual([]);
    expect(await value()).toBe("1");
    await release(counts("1.1.0", 2));
    expect(await release(counts("1.0.9", 1))).toEqual([]);
    expect(await value()).toBe("2");
  });
});
