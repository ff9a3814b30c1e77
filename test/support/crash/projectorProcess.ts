/**
 * A process that sequences every outbox and projects every product of the crash tests' mesh until it is killed, `leased` as `datamesh` does, or
 * `unleased`, where the lock of the checkpoint alone keeps two apart. Started by tests, with tsx.
 */
import {
  dutyUrl,
  openDatabase,
  startContextProjector,
  startProjector,
  startSequencer,
} from "@datamesh/kernel/postgres";
import { CRASH_CONTEXTS } from "./crashMesh.ts";
import { crashProjection, meshAt } from "./crashProjection.ts";

const [url = "", size = "", way = ""] = process.argv.slice(2);
const options = { batchSize: Number(size), pollMilliseconds: 5 };

for (const context of CRASH_CONTEXTS) {
  const as = (max: number) => openDatabase(dutyUrl(meshAt(url), context.name, "project"), { max });
  const database = as(3);
  const told = { onFailure: () => undefined, onRepeated: () => undefined };
  startSequencer(context.name, as(1), { ...told, pollMilliseconds: 5 });
  const projections = context.products.map((product) => crashProjection(context, product, database));
  if (way === "leased") startContextProjector(context.name, projections, { ...options, shared: as(2) });
  else for (const projection of projections) startProjector(projection, options);
}
process.stdout.write("projecting\n");
