/** A process that projects every product of the crash tests' mesh until it is killed. Started by tests, with tsx. */
import { dutyUrl, openDatabase, startProjector } from "@datamesh/kernel/postgres";
import { CRASH_CONTEXTS } from "./crashMesh.ts";
import { crashProjection, meshAt } from "./crashProjection.ts";

const [url = "", batchSize = ""] = process.argv.slice(2);

for (const context of CRASH_CONTEXTS) {
  const database = openDatabase(dutyUrl(meshAt(url), context.name, "project"), { max: 3 });
  for (const product of context.products) {
    const options = { batchSize: Number(batchSize), pollMilliseconds: 5 };
    startProjector(crashProjection(context, product, database), options);
  }
}
process.stdout.write("projecting\n");
