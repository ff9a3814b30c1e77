import { setTimeout as sleep } from "node:timers/promises";
import {
  dutyUrl,
  type MeshDatabase,
  openDatabase,
  type Rebuild,
  rebuildProduct,
  type ReplayOptions,
} from "@datamesh/kernel/postgres";
import type { Context, DataProduct } from "@datamesh/kernel/product";
import { crashProjection } from "./crashProjection.ts";
import { isUnavailable } from "./writers.ts";

/**
 * Rebuilds a product on connections of its own. While it cannot, for the database is away or the server has not yet
 * noticed that the process with the last rebuild is dead, it tries again.
 */
export async function rebuildOne(
  mesh: MeshDatabase,
  context: Context,
  product: DataProduct,
  options: ReplayOptions = {},
): Promise<Rebuild> {
  for (;;) {
    const migrate = openDatabase(dutyUrl(mesh, context.name, "migrate"), { max: 4 });
    const project = openDatabase(dutyUrl(mesh, context.name, "project"), { max: 2 });
    try {
      return await rebuildProduct(migrate, crashProjection(context, product, project), options);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    } finally {
      await Promise.all([migrate.end(), project.end()]);
    }
    await sleep(50);
  }
}
