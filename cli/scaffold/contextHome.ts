import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "@datamesh/kernel/product";
import type { ProductHome } from "./planProduct.ts";

/**
 * Where a context's sources are: in its folder under `subgraphs`, or in `src` of a repository that has none because the
 * context is all there is in it.
 */
export async function contextHome(root: string, { name, owner }: Context): Promise<ProductHome> {
  const shared = existsSync(join(root, "subgraphs", name));
  const folder = shared ? `subgraphs/${name}` : "src";
  const source = await readFile(join(root, folder, "owner.ts"), "utf8").catch(() => "");
  const identifier = /^export const (\w+): Owner = \{/m.exec(source)?.[1];
  return { folder, runner: shared ? "jest" : "node", owner: { ...owner, identifier } };
}
