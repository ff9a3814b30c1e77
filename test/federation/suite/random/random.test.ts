import fc from "fast-check";
import { buildSchema, parse, validate } from "graphql";
import { composed } from "../harness/composed.ts";
import { expectSameAnswer } from "../harness/expectSameAnswer.ts";
import { meshOver } from "../harness/meshOver.ts";
import { plainAnswer } from "../harness/plainAnswer.ts";
import { runSubgraph } from "../harness/runSubgraph.ts";
import { type Fault, withFaults } from "./faults.ts";
import { MARKET_SCHEMA, MARKET_SUBGRAPHS } from "./market.ts";
import { marketData } from "./marketData.ts";
import { LOST_WITHOUT } from "./outages.ts";
import { choicesOf, randomOperation } from "./randomOperation.ts";

const plain = buildSchema(MARKET_SCHEMA);
const running = Object.entries(MARKET_SUBGRAPHS).map(([name, sdl]) => runSubgraph(name, sdl, plain));
const mesh = meshOver(composed(MARKET_SUBGRAPHS), running);
const numRuns = Number(process.env["RANDOM_RUNS"] ?? 100);

const choices = fc.array(fc.nat({ max: 9_999 }), { minLength: 30, maxLength: 200, size: "max" });
const operations = choices.map((numbers) => randomOperation(plain, choicesOf(numbers)));

test("random operations are answered as by one schema", async () => {
  await fc.assert(
    fc.asyncProperty(operations, async (question) => {
      expect(validate(plain, parse(question.query))).toEqual([]);
      const expected = await plainAnswer(plain, question, marketData());
      expect(expected.errors).toBeUndefined();
      expectSameAnswer(await mesh.answer(question, marketData()), expected);
    }),
    { numRuns },
  );
});

test.each([
  "{ works { reviews { id } ... on Book { stars } ... on Film { stars } } }",
  "{ works { ... on Book { stars reviews { id } } ... on Film { stars } ... on Work { reviews { id } } } }",
  "{ shelves { stars ... on Film { reviews { id } } ... on Book { reviews { id } } } }",
])("what chance found to be answered otherwise is answered as by one schema: %s", async (query) => {
  const question = { query, variables: {} };
  expectSameAnswer(
    await mesh.answer(question, marketData()),
    await plainAnswer(plain, question, marketData()),
  );
});

const faults = fc.array(
  fc.record<Fault>({
    object: fc.nat({ max: 99 }),
    field: fc.nat({ max: 99 }),
    kind: fc.constantFrom("error", "null"),
  }),
  { minLength: 1, maxLength: 12 },
);

test("errors and nulls in the data bubble in random operations as in one schema", async () => {
  await fc.assert(
    fc.asyncProperty(operations, faults, async (question, wrong) => {
      const data = () => marketData(withFaults(wrong));
      const expected = await plainAnswer(plain, question, data());
      expectSameAnswer(await mesh.answer(question, data()), expected);
    }),
    { numRuns },
  );
});

const outages = fc.subarray(Object.keys(LOST_WITHOUT), { minLength: 1 });

test("what subgraphs that do not answer have lost is null, and all else is answered", async () => {
  await fc.assert(
    fc.asyncProperty(operations, outages, async (asked, down) => {
      const question = { ...asked, down, lost: down.flatMap((name) => LOST_WITHOUT[name] ?? []) };
      const expected = await plainAnswer(plain, question, marketData());
      expectSameAnswer(await mesh.answer(question, marketData()), expected, question);
    }),
    { numRuns },
  );
});
