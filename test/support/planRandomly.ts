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
    writeSync(1, `${JSON.stringify(query)}\n`);
    await mesh.answer({ document: parse(query), variables }, context);
  }
}
writeSync(1, "done\n");
