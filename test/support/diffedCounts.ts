import { anyone, context, type DataProduct, dataProduct, event, id, int, text, z } from "@datamesh/kernel";
import {
  createProjection,
  type Database,
  diffProduct,
  type DiffOptions,
  dutyUrl,
  openDatabase,
} from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { startTestMesh, type TestMesh } from "./testMesh.ts";
import { owner, sla } from "./declared.ts";

/** What every declaration of counts shares. */
export const declaration = {
  name: "counts",
  owner,
  description: "Counts.",
  key: "key",
  sla,
  policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
} as const;
/** What is consumed. */
export const Counted = event("COUNTED", {
  description: "Something was counted.",
  data: { key: z.string(), n: z.int() },
});
/** What is not consumed at first. */
export const Found = event("FOUND", {
  description: "Something was found.",
  data: { key: z.string(), n: z.int() },
});
/** The fields of counts. */
export const fields = {
  key: id().describe("The key"),
  n: int().unit("things").describe("The count"),
  holder: text().personal({ mask: "initials" }).optional().describe("Whose"),
};
/** The product that is live. */
export const counts = dataProduct({
  ...declaration,
  version: "1.0.0",
  fields,
  from: ({ on }) => [on(Counted, (e) => ({ key: e.data.key, n: e.data.n, holder: "Ada Lovelace" }))],
});
/** The context with one product. */
export const counting = (product: DataProduct): Context =>
  context({ name: "counting", owner, events: [Counted, Found], products: [product] });

/** A mesh on which counts are live, for every test of a file; made and removed by its hooks. */
export function liveCounts() {
  let mesh: TestMesh;
  let migrate: Database;
  beforeEach(async () => {
    mesh = await startTestMesh([counting(counts)]);
    migrate = openDatabase(dutyUrl(mesh.mesh, "counting", "migrate"), { max: 4 });
    await mesh.append(
      "counting",
      ...[1, 2, 3].map((n) => ({ type: "COUNTED", data: { key: `k${n}`, n } })),
      { type: "FOUND", data: { key: "k3", n: 30 } },
      { type: "FOUND", data: { key: "k4", n: 40 } },
    );
    await mesh.catchUp();
  });
  afterEach(async () => {
    await migrate.end();
    await mesh.stop();
  });

  const projectionOf = (product: DataProduct) =>
    createProjection(counting(product), product, mesh.as("counting", "project"), () => undefined);
  const diff = (product: DataProduct, options: Partial<DiffOptions> = {}) =>
    diffProduct(migrate, projectionOf(product), { samples: 5, ...options });
  const shadows = () =>
    mesh.admin.query({ text: "select tablename from pg_tables where tablename ~ '_g(0|99999)(_|$)'" });
  return {
    get mesh() {
      return mesh;
    },
    get migrate() {
      return migrate;
    },
    projectionOf,
    diff,
    shadows,
  };
}
