import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declaredVersion } from "@datamesh/kernel/contract";
import { anyone, context, type DataProduct, dataProduct, event, id, int, z } from "@datamesh/kernel";
import { migrateMesh } from "@datamesh/kernel/postgres";
import { START } from "@datamesh/kernel/log";
import { catalog } from "../../catalog/context.ts";
import { writeContract } from "../../cli/contracts/writeContract.ts";
import { openConnections } from "../../cli/mesh/connections.ts";
import { releaseChangedFolds } from "../../cli/release/releaseChangedFolds.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";
import { owner, sla } from "../support/declared.ts";

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
    sla,
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

  const release = async (product: DataProduct, root = import.meta.dirname) => {
    const contexts = [counting(product)];
    await migrateMesh(mesh.mesh, [...contexts, catalog]);
    const connections = openConnections(mesh.mesh);
    const said: string[] = [];
    try {
      await releaseChangedFolds({
        contexts,
        root,
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

  it("tells why values changed: the corrections of all versions released at once", async () => {
    const root = await mkdtemp(join(tmpdir(), "datamesh-contracts-"));
    const publish = async (version: string, correction?: string) => {
      const declared = declaredVersion(counting(counts(version, 2)), counts(version, 2));
      const releasedAs = {
        bump: "patch" as const,
        changes: [],
        approvals: [],
        ...(correction && { correction }),
      };
      await writeContract(join(root, "contracts"), {
        ...declared,
        releasedAs,
        publishedAt: "2026-11-23T00:00:00.000Z",
      });
    };
    await publish("1.0.0");
    expect(await release(counts("1.0.1", 2), root)).toEqual([
      "counts@1 from 1.0.0 to 1.0.1 is not rebuilt: that version is not published",
    ]);
    expect(await value()).toBe("1");
    await publish("1.0.1", "half of them were missing");
    await publish("1.0.2");
    await release(counts("1.0.2", 2), root);
    const [told] = await mesh.log("catalog").read(START, 10);
    expect(told?.data).toMatchObject({ version: "1.0.2", reason: "correction: half of them were missing" });
    await rm(root, { recursive: true });
  });

  it("leaves a fold alone that changed under the same version, or goes back to an earlier one", async () => {
    expect(await release(counts("1.0.0", 2))).toEqual([
      "counts@1 from 1.0.0 to 1.0.0 is not rebuilt: its version is not higher",
    ]);
    expect(await value()).toBe("1");
    await release(counts("1.1.0", 2));
    expect(await release(counts("1.0.9", 1))).toEqual([
      "counts@1 from 1.1.0 to 1.0.9 is not rebuilt: its version is not higher",
    ]);
    expect(await value()).toBe("2");
  });
});
