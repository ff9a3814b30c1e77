import type { FindProvider } from "@datamesh/kernel/postgres";
import { productRef } from "@datamesh/kernel/product";
import type { LoadedMesh } from "../contexts.ts";

/** Finds the context that serves a product: one of this repository, or a remote one whose store is in the same database. */
export function providersIn({ local, remotes }: Pick<LoadedMesh, "local" | "remotes">): FindProvider {
  return (ref) =>
    local.find((each) => each.products.some((p) => productRef(p.name, p.major) === ref))?.name ??
    remotes.find((each) => each.products.includes(ref))?.name;
}
