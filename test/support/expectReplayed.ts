import { dutyUrl, openDatabase, rebuildProduct, verifyProduct } from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";
import type { TestMesh } from "./testMesh.ts";

/** Expects a product to be verified, and to be the same in all that is stored of it after a rebuild. */
export async function expectReplayed(mesh: TestMesh, ref: ProductRef): Promise<void> {
  const projection = mesh.projection(ref);
  const migrate = openDatabase(dutyUrl(mesh.mesh, projection.context, "migrate"), { max: 4 });
  try {
    const live = await everything(mesh, ref);
    const verified = await verifyProduct(migrate, projection);
    expect(verified).toMatchObject({ differences: [], differingRows: 0, digest: verified.liveDigest });
    await rebuildProduct(migrate, projection);
    expect(await everything(mesh, ref)).toEqual(live);
  } finally {
    await migrate.end();
  }
}

/** All that is stored of a product's live generation. */
async function everything(mesh: TestMesh, ref: ProductRef): Promise<Readonly<Record<string, unknown>>> {
  const { context, product } = mesh.projection(ref);
  const store = `${context}_store`;
  const [checkpoint] = await mesh.admin.query({
    text: `select generation, cut, position, inputs from ${store}.checkpoints where product = $1`,
    values: [product.name],
  });
  const { generation, ...rest } = checkpoint ?? {};
  const table = `${store}.${product.name}_v${product.major}_g${generation}`;
  const all = (suffix: string) => mesh.admin.query({ text: `select * from ${table}${suffix} order by 1, 2` });
  return {
    rest,
    rows: await all(""),
    history: await all("_history"),
    cuts: await all("_cuts"),
    members: await all("_members"),
  };
}
