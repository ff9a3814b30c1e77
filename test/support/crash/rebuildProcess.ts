/** A process that rebuilds one product of the crash tests' mesh after another until it is killed. Started by tests, with tsx. */
import { between, createRandom, pick } from "../../../cli/sample/random.ts";
import { CRASH_CONTEXTS } from "./crashMesh.ts";
import { meshAt } from "./crashProjection.ts";
import { rebuildOne } from "./rebuildOne.ts";

const [url = "", seed = ""] = process.argv.slice(2);
const random = createRandom(Number(seed));

process.stdout.write("rebuilding\n");
for (;;) {
  const context = pick(random, CRASH_CONTEXTS);
  // What is written often is often what the next rebuild goes on with.
  const options = { flushEvents: between(random, 5, 50), eventsPerRun: 5 };
  await rebuildOne(meshAt(url), context, pick(random, context.products), options);
}
