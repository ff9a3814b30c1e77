import { bigint, context, type DataProduct, dataProduct, events, id, sum, z } from "@datamesh/kernel";
import {
  createProjection,
  type Database,
  diffProduct,
  migrateMesh,
  projectBatch,
} from "@datamesh/kernel/postgres";
import { owner } from "../support/declared.ts";
import { counts, declaration, liveCounts } from "../support/diffedCounts.ts";

const live = liveCounts();
const { projectionOf, shadows } = live;

describe("a diff while events come", () => {
  it("compares at one position, whatever happens meanwhile, and leaves nothing of it", async () => {
    let n = 0;
    const busy: Database = {
      ...live.migrate,
      transaction: async (work) => {
        n += 1;
        await live.mesh.append("counting", { type: "COUNTED", data: { key: `m${n % 4}`, n } });
        await projectBatch(live.mesh.projection("counts@1"), 100);
        return live.migrate.transaction(work);
      },
    };
    const found = await diffProduct(busy, projectionOf(counts), { samples: 0 });
    expect(n).toBeGreaterThan(3);
    expect(found).toMatchObject({ needs: "none", findings: [] });
    expect(found.position).toBeGreaterThan(5);
    expect(found.rows.before).toBe(found.rows.after);
    expect(found.digest).toBe(found.liveDigest);
    expect(await shadows()).toEqual([]);
  });

  it("of a declarative fold is the same: rows by newly folded types, and events that come meanwhile", async () => {
    const Moved = events(["COUNTED", "FOUND"], {
      description: "It moved.",
      data: { key: z.string(), n: z.int() },
    });
    const summing = (of: readonly string[], version: string) =>
      dataProduct({
        ...declaration,
        ...{ name: "sums", version },
        fields: { key: id().describe("The key"), n: bigint().unit("things").describe("How many in all") },
        from: ({ fold }) => [fold(Moved, { key: "key", of, set: { n: sum("n") } })],
      });
    const sums = summing(["COUNTED"], "1.0.0");
    const declared = context({ name: "counting", owner, events: [Moved], products: [sums] });
    await migrateMesh(live.mesh.mesh, [declared]);
    const projection = (product: DataProduct) =>
      createProjection(declared, product, live.mesh.as("counting", "project"), () => undefined);
    await projectBatch(projection(sums), 100);
    expect(await diffProduct(live.migrate, projection(sums), { samples: 0 })).toMatchObject({
      needs: "none",
    });
    let n = 0;
    const busy: Database = {
      ...live.migrate,
      transaction: async (work) => {
        n += 1;
        await live.mesh.append("counting", { type: "COUNTED", data: { key: `m${n % 4}`, n } });
        await projectBatch(projection(sums), 100);
        return live.migrate.transaction(work);
      },
    };
    const found = await diffProduct(busy, projection(summing(["COUNTED", "FOUND"], "1.1.0")), { samples: 5 });
    expect(found).toMatchObject({
      newTypes: ["FOUND"],
      rows: { added: 1, addedAnyway: 0, gone: 0, changed: 1 },
      samples: [
        { kind: "ADDED", key: "k4", values: [{ field: "n", after: "40" }] },
        { kind: "CHANGED", key: "k3", values: [{ field: "n", before: "3", after: "33" }] },
      ],
    });
    expect(found.inputs["events"]?.position).toBeGreaterThan(5);
  });
});
