/**
 * A process that rebuilds one product of the crash tests' mesh after another until it is killed, writing often, and
 * sometimes short of memory. It says when it goes on with one that was cut off. Started by tests, with tsx.
 */
import type { LeftRebuild } from "@datamesh/kernel/postgres";
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
  const options = {
    flushEvents: between(random, 5, 50),
    eventsPerRun: 5,
    memoryBytes: random() < 0.3 ? 20_000 : 1_000_000_000,
    onLeft: (left: LeftRebuild) => process.stdout.write("events" in left ? "resumed\n" : "discarded\n"),
  };
  await rebuildOne(meshAt(url), context, pick(random, context.products), options);
}
