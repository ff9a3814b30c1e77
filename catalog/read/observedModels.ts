import { type NamedModel, namesModels } from "@datamesh/kernel/lineage";
import { productRef } from "@datamesh/kernel/product";
import type { MeshStatus } from "../status.ts";
import type { LineageProduct } from "./productLineage.ts";

/**
 * The models that made rows of products, as far as their contexts answer. Only contexts with a product that names its
 * models are asked, once each, and of what they tell only such products count: a contract says so, not a context.
 */
export async function observedModels(
  products: readonly LineageProduct[],
  status: Pick<MeshStatus, "models">,
): Promise<readonly NamedModel[]> {
  const naming = products.filter(namesModels);
  const refs = new Set(naming.map(({ name, major }) => productRef(name, major)));
  const contexts = [...new Set(naming.map(({ context }) => context))];
  const told = await Promise.all(contexts.map((context) => status.models(context)));
  return told.flatMap((models) => models ?? []).filter(({ product }) => refs.has(product));
}
