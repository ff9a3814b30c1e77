/**
 * Microseconds of processor time that the authorization of one operation takes, before planning: `npm run bench:authorize`.
 * An entity with six fields, by a consumer of two roles; the operation is prepared, as it is from the second request
 * on. Exits with 1 where the limit is exceeded.
 */
import { cpus } from "node:os";
import { contextTypeDefs } from "@datamesh/kernel/graphql";
import { anyOf, anyone, role, team } from "@datamesh/kernel/policy";
import { parse } from "graphql";
import { collectSelections } from "../../gateway/authorize/collectSelections.ts";
import { compileRules } from "../../gateway/authorize/evaluateRules.ts";
import { allow } from "../../gateway/authorize/loadShield.ts";
import { mergeRules } from "../../gateway/authorize/mergeRules.ts";
import { operationParts } from "../../gateway/authorize/operationParts.ts";
import { productRules } from "../../gateway/authorize/productRules.ts";
import { product } from "../../gateway/authorize/testing/products.ts";
import { compose } from "../../gateway/supergraph/compose.ts";
import { nodeRules } from "../../gateway/supergraph/nodeRules.ts";
import { publicSchema } from "../../gateway/supergraph/publicSchema.ts";

const LIMIT = 15;
const ROUNDS = 9;
const OPERATIONS = 50_000;

const profiles = product({
  context: "customers",
  team: "customers",
  name: "customer-profiles",
  key: "customerId",
  fields: [
    { name: "customerId", type: { name: "id" }, optional: false },
    { name: "fullName", classification: "personal", mask: "initials" },
    { name: "country" },
    { name: "segment" },
    { name: "income", type: { name: "int" }, read: anyOf(role("risk"), role("analyst")) },
    { name: "score", type: { name: "int" } },
  ],
  read: anyOf(role("compliance"), team("customers"), role("analyst")),
  unmask: anyone,
});
const registered = [{ name: "customers", sdl: contextTypeDefs([profiles]), products: [profiles] }];
const composed = compose(registered);
if (!composed.ok) throw new Error(composed.problems.join("\n"));
const schema = publicSchema(composed.supergraphSdl);
const evaluate = compileRules(
  schema,
  mergeRules({ DataProduct: allow, PageInfo: allow }, productRules([profiles]), nodeRules([profiles])),
);
const ENTITY = `query ($id: ID!) { customerProfileV1(customerId: $id) { customerId fullName country segment income score } }`;
const { selections } = collectSelections(schema, operationParts(parse(ENTITY)));
const consumer = { id: "ada", roles: ["frontend", "analyst"], scopes: ["openid"], purposes: ["reporting"] };

const rounds: number[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const taken = await microseconds();
  if (round > 0) rounds.push(taken);
}
rounds.sort((a, b) => a - b);
const [best = 0, median = 0, worst = 0] = [rounds[0], rounds[ROUNDS >> 1], rounds.at(-1)];
const shown = (value: number): string => value.toFixed(2);
console.log(
  `authorization of one operation (${selections.length} fields, ${cpus().length} cores): ${shown(median)} us, limit ${LIMIT} us; ` +
    `${ROUNDS} rounds of ${OPERATIONS.toLocaleString("en")}: ${shown(best)} to ${shown(worst)} us`,
);
process.exitCode = median <= LIMIT ? 0 : 1;

async function microseconds(): Promise<number> {
  const began = process.cpuUsage();
  for (let operation = 0; operation < OPERATIONS; operation += 1) {
    const refusals = await evaluate(selections, { id: `c${operation}` }, { consumer });
    if (refusals.length > 0) throw new Error("the operation was refused");
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / OPERATIONS;
}
