/** A process that rebuilds one product of the crash tests' mesh after another until it is killed. Started by tests, with tsx. */
import { createRandom, pick } from "../../../cli/sample/random.ts";
import { CRASH_CONTEXTS } from "./crashMesh.ts";
import { meshAt } from "./crashProjection.ts";
import { rebuildOne } from "./rebuildOne.ts";

const [url = "", seed = ""] = process.argv.slice(2);
const random = createRandom(Number(seed));

process.stdout.write("rebuilding\n");
for (;;) {
  const context = pick(random, CRASH_CONTEXTS);
  await rebuildOne(meshAt(url), context, pick(random, context.products));
}
