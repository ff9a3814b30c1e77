/** A process that projects every product of the sample mesh until it is killed. Started by tests, with tsx. */
import { createProjection, dutyUrl, openDatabase, startProjector } from "@datamesh/kernel/postgres";
import { productRef } from "@datamesh/kernel/product";
import { derivePassword } from "../../cli/database/index.ts";
import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { TEST_SECRET } from "./testMesh.ts";

const contexts = [creditOracle, customers, lending, models];
const [url = "", prefix = ""] = process.argv.slice(2);
const mesh = { url, prefix, passwordFor: (role: string) => derivePassword(TEST_SECRET, role) };

for (const context of contexts) {
  const database = openDatabase(dutyUrl(mesh, context.name, "project"), { max: 3 });
  for (const product of context.products) {
    const projection = createProjection(
      context,
      product,
      database,
      (ref) => contexts.find((each) => each.products.some((p) => productRef(p.name, p.major) === ref))?.name,
    );
    startProjector(projection, { batchSize: 7, pollMilliseconds: 5 });
  }
}
process.stdout.write("projecting\n");
