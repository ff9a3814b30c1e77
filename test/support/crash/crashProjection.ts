import {
  createProjection,
  type Database,
  type MeshDatabase,
  type Projection,
} from "@datamesh/kernel/postgres";
import { type Context, type DataProduct, productRef } from "@datamesh/kernel/product";
import { derivePassword } from "../../../cli/database/index.ts";
import { TEST_SECRET } from "../testMesh.ts";
import { CRASH_CONTEXTS, CRASH_PREFIX } from "./crashMesh.ts";

/** The projection of one of the products of crash tests, over connections of its context's project role. */
export const crashProjection = (context: Context, product: DataProduct, database: Database): Projection =>
  createProjection(
    context,
    product,
    database,
    (ref) =>
      CRASH_CONTEXTS.find((each) => each.products.some((p) => productRef(p.name, p.major) === ref))?.name,
  );

/** A crash test's database as a process of its own reaches it. */
export const meshAt = (url: string): MeshDatabase => ({
  url,
  prefix: CRASH_PREFIX,
  passwordFor: (role) => derivePassword(TEST_SECRET, role),
});
