/** A process that projects every product of the crash tests' mesh until it is killed. Started by tests, with tsx. */
import { createProjection, dutyUrl, openDatabase, startProjector } from "@datamesh/kernel/postgres";
import { productRef } from "@datamesh/kernel/product";
import { derivePassword } from "../../../cli/database/index.ts";
import { TEST_SECRET } from "../testMesh.ts";
import { CRASH_CONTEXTS, CRASH_PREFIX } from "./crashMesh.ts";

const [url = "", batchSize = ""] = process.argv.slice(2);
const mesh = {
  url,
  prefix: CRASH_PREFIX,
  passwordFor: (role: string) => derivePassword(TEST_SECRET, role),
};

for (const context of CRASH_CONTEXTS) {
  const database = openDatabase(dutyUrl(mesh, context.name, "project"), { max: 3 });
  for (const product of context.products) {
    const projection = createProjection(
      context,
      product,
      database,
      (ref) =>
        CRASH_CONTEXTS.find((each) => each.products.some((p) => productRef(p.name, p.major) === ref))?.name,
    );
    startProjector(projection, { batchSize: Number(batchSize), pollMilliseconds: 5 });
  }
}
process.stdout.write("projecting\n");
