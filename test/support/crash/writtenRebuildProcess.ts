/** A process that rebuilds one product of the sample, writes what it has at every turn, and tells with what it began. */
import { createProjection, dutyUrl, openDatabase, rebuildProduct } from "@datamesh/kernel/postgres";
import { productRef } from "@datamesh/kernel/product";
import { CONTEXTS } from "../../../subgraphs/index.ts";
import { derivePassword } from "../../../cli/database/index.ts";
import { TEST_SECRET } from "../testMesh.ts";
import { isUnavailable } from "./writers.ts";

const [url = "", prefix = "", ref = ""] = process.argv.slice(2);
const mesh = { url, prefix, passwordFor: (role: string) => derivePassword(TEST_SECRET, role) };
const served = CONTEXTS.flatMap((context) =>
  context.products.map((product) => ({ context, product, ref: productRef(product.name, product.major) })),
);
const { context, product } = served.find((each) => each.ref === ref)!;
const migrate = openDatabase(dutyUrl(mesh, context.name, "migrate"), { max: 4 });
const project = openDatabase(dutyUrl(mesh, context.name, "project"), { max: 2 });
const projection = createProjection(
  context,
  product,
  project,
  (upstream) => served.find((each) => each.ref === upstream)?.context.name,
);

process.stdout.write("rebuilding\n");
for (;;) {
  try {
    const rebuilt = await rebuildProduct(migrate, projection, {
      flushEvents: 5,
      eventsPerRun: 5,
      onLeft: (left) => process.stdout.write(`${JSON.stringify(left)}\n`),
    });
    process.stdout.write(`${JSON.stringify({ historyKept: rebuilt.historyKept })}\n`);
    break;
  } catch (error) {
    // The server has not yet noticed that the process before is dead.
    if (!isUnavailable(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
await Promise.all([migrate.end(), project.end()]);
