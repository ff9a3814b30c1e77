/** A process that projects one context of the sample mesh until it is killed. Started by tests, with tsx. */
import { createProjection, dutyUrl, openDatabase, startContextProjector } from "@datamesh/kernel/postgres";
import { derivePassword } from "../../cli/database/index.ts";
import { models } from "../../subgraphs/index.ts";
import { TEST_SECRET } from "./testMesh.ts";

const [url = "", prefix = "", name = ""] = process.argv.slice(2);
const mesh = { url, prefix, passwordFor: (role: string) => derivePassword(TEST_SECRET, role) };
const as = (max: number) => openDatabase(dutyUrl(mesh, models.name, "project"), { max, pipeline: max > 2 });
const database = as(4);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const projector = startContextProjector(
  models.name,
  models.products.map((product) => createProjection(models, product, database, () => models.name)),
  {
    shared: as(2),
    process: name,
    pollMilliseconds: 100,
    onLease: (state) => say(state.status === "WAITING" ? `WAITING for ${state.holder}` : state.status),
  },
);
process.on("SIGTERM", () => void projector.stop().then(() => process.exit(0)));
