/** A process that has random operations planned, each written to standard output before it is. Started by tests, with tsx. */
import { writeSync } from "node:fs";
import fc from "fast-check";
import { buildSchema, parse } from "graphql";
import { supergraphMesh } from "../../gateway/supergraph/supergraphMesh.ts";
import { composed } from "../federation/suite/harness/composed.ts";
import { MARKET_SCHEMA, MARKET_SUBGRAPHS } from "../federation/suite/random/market.ts";
import { choicesOf, randomOperation } from "../federation/suite/random/randomOperation.ts";

const [seed = "0", count = "0"] = process.argv.slice(2);

/** Names that planners give, or that mean something to them. */
const ALIASES = [
  "_",
  "__typename",
  "_entities",
  "_service",
  "_internal_qp_alias_0",
  "representations",
  "type_",
];
const BATCH = 100;
const PAUSE_MS = 5;
const NOBODY_WAKES = new Int32Array(new SharedArrayBuffer(4));

const schema = buildSchema(MARKET_SCHEMA);
const mesh = supergraphMesh({
  supergraphSdl: composed(MARKET_SUBGRAPHS),
  // It is about plans: nothing is found.
  transportTo: () => async () => ({ status: 200, body: '{"data":null}' }),
});
const choices = fc.array(fc.nat({ max: 9_999 }), { minLength: 30, maxLength: 200, size: "max" });
const context = { consumer: { id: "ada", roles: [], scopes: [] }, requestId: "r1", note: () => undefined };

for (let done = 0; done < Number(count); done += BATCH) {
  const numRuns = Math.min(BATCH, Number(count) - done);
  for (const numbers of fc.sample(choices, { seed: Number(seed) + done, numRuns })) {
    const { query, variables = {} } = randomOperation(schema, choicesOf(numbers), ALIASES);
    // All of it is out before the planner can end the process.
    tell(JSON.stringify(query));
    await mesh.answer({ document: parse(query), variables }, context);
  }
}
tell("done");

/** Writes a line, all of it, however long whoever reads takes to make room: the pipe itself does not wait. */
function tell(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(NOBODY_WAKES, 0, 0, PAUSE_MS);
    }
  }
}
