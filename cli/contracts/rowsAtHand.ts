import { MeshError } from "@datamesh/kernel";
import type { ReleaseTerms } from "@datamesh/kernel/contract";
import { productRef } from "@datamesh/kernel/product";
import { readCliConfig } from "../config.ts";
import type { LoadedMesh } from "../contexts.ts";
import { isMeshThere } from "../mesh/isMeshThere.ts";
import type { DeclaredProduct } from "./checkProduct.ts";
import { computeRows } from "./computeRows.ts";
import type { ContractsPlace } from "./contractsDirectory.ts";

/** Whether rows are asked for, and whether they decide how large a change of code is. */
export interface AskingRows {
  readonly database: boolean;
  readonly byRows: boolean;
  /** Why the live values are wrong, when a correction is about to be published. */
  readonly correction?: string;
}

/**
 * What live rows say of each product, where there is a mesh to ask and its code is not what made them. Fails with
 * BAD_USER_INPUT when they are to decide and there is no mesh.
 */
export async function rowsAtHand(
  loaded: LoadedMesh,
  products: readonly DeclaredProduct[],
  place: ContractsPlace,
  { database, byRows, correction }: AskingRows,
): Promise<(each: DeclaredProduct) => Pick<ReleaseTerms, "rows">> {
  const config = database ? readCliConfig(process.env) : undefined;
  if (config === undefined || !isMeshThere(config)) {
    if (byRows) throw new MeshError("BAD_USER_INPUT", "--by-data needs a mesh to ask, and there is none");
    return () => ({});
  }
  const computed = await computeRows(config, loaded, products, { ...place, correction });
  return ({ product }) => {
    const rows = computed.get(productRef(product.name, product.major));
    return rows === undefined ? {} : { rows };
  };
}
