import { START } from "@datamesh/kernel/log";
import {
  productNames,
  type Queryable,
  verifyProduct,
  openDatabase,
  dutyUrl,
} from "@datamesh/kernel/postgres";
import { type DataProduct, productRef } from "@datamesh/kernel/product";
import type { TestMesh } from "../testMesh.ts";
import { columnsIn } from "./columnsIn.ts";
import { CRASH_CONTEXTS } from "./crashMesh.ts";

const ALL = 1_000_000;

/**
 * Where a mesh that has caught up is not what an uninterrupted run over the same logs gives: `reference` is a fresh
 * mesh, which is given the same events in the same order. Rows are compared by their digest, and so is the history of
 * products that join nothing; how the inputs of a join interleave is not in the logs, so that history is compared
 * with a replay of the recorded commits.
 */
export async function referenceProblems(mesh: TestMesh, reference: TestMesh): Promise<readonly string[]> {
  for (const { name } of CRASH_CONTEXTS) {
    await reference.log(name).append(await mesh.log(name).read(START, ALL));
  }
  await reference.catchUp(ALL);
  const problems: string[] = [];
  for (const { name: context, products } of CRASH_CONTEXTS) {
    for (const product of products) {
      const ref = productRef(product.name, product.major);
      for (const part of joins(product) ? (["rows"] as const) : (["rows", "history"] as const)) {
        const [is, should] = [
          await digestOf(mesh.admin, context, product, part),
          await digestOf(reference.admin, context, product, part),
        ];
        if (is !== should) problems.push(`${part} of ${ref}: ${is}, uninterrupted they are ${should}`);
      }
    }
  }
  return problems;
}

/** Where rows or history of a mesh are not what a replay of the recorded commits makes; the mesh may go on meanwhile. */
export async function replayProblems(
  mesh: TestMesh,
  products: readonly DataProduct[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const product of products) {
    const projection = mesh.projection(productRef(product.name, product.major));
    const migrate = openDatabase(dutyUrl(mesh.mesh, projection.context, "migrate"), { max: 4 });
    try {
      const { digest, liveDigest, position, differences } = await verifyProduct(migrate, projection);
      if (digest === liveDigest && differences.length === 0) continue;
      const shown = JSON.stringify(differences.slice(0, 3));
      problems.push(`${productRef(product.name, product.major)} at ${position} is not its replay: ${shown}`);
    } finally {
      await migrate.end();
    }
  }
  return problems;
}

/** All products of crash tests. */
export const CRASH_PRODUCTS: readonly DataProduct[] = CRASH_CONTEXTS.flatMap(({ products }) => products);

const joins = ({ from }: DataProduct): boolean => from.some(({ kind }) => kind === "join");

async function digestOf(
  admin: Queryable,
  context: string,
  product: DataProduct,
  part: "rows" | "history",
): Promise<string> {
  const relation = productNames(context, product.name, product.major)[part];
  const { names } = await columnsIn(admin, relation, product);
  const told = part === "history" ? `position, removed, input, input_position, ${names}` : names;
  const [row] = await admin.query({
    text: `select count(*) || ' with ' || coalesce(sum(hash_record_extended(row(${told}), 1)::numeric), 0)
             || ' ' || coalesce(sum(hash_record_extended(row(${told}), 2)::numeric), 0) as digest from ${relation}`,
  });
  return row?.["digest"] ?? "";
}
