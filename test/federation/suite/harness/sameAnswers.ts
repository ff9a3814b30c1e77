import { buildSchema, lexicographicSortSchema, printSchema, type GraphQLSchema } from "graphql";
import { composed } from "./composed.ts";
import { expectSameAnswer } from "./expectSameAnswer.ts";
import { inProcess, type MeshOver, meshOver, type Reach } from "./meshOver.ts";
import { overHttp } from "./overHttp.ts";
import { plainAnswer } from "./plainAnswer.ts";
import { runSubgraph } from "./runSubgraph.ts";
import type { Question, Scenario } from "./scenario.ts";

/** How the subgraphs of a scenario are reached; in this process unless said otherwise. */
interface HowReached {
  readonly http?: true;
}

/**
 * Tests that the gateway answers each operation of a scenario as graphql-js does over the plain schema; the first
 * time and again, when its plan is known. Also that consumers see just that schema, and that each subgraph had a
 * part in the answers.
 */
export function sameAnswers(scenario: Scenario, { http }: HowReached = {}): void {
  const plain = buildSchema(scenario.schema);
  let mesh: MeshOver;
  beforeAll(() => {
    mesh = start(scenario, plain, http ? overHttp : inProcess);
  });
  afterAll(() => mesh?.close());

  test("consumers see the plain schema", () => {
    expect(shown(mesh.apiSchema)).toBe(shown(plain));
  });

  test.each(questions(scenario.operations))("%s", async (_name, question) => {
    const expected = await plainAnswer(plain, question, scenario.data());
    expect(expected.errors).toBeUndefined();
    await expectAnswers(question, expected);
  });

  for (const [name, question] of questions(scenario.failures)) {
    test(`${name} (fails)`, async () => {
      const expected = await plainAnswer(plain, question, scenario.data());
      expect(expected.errors).toBeDefined();
      await expectAnswers(question, expected);
    });
  }

  for (const [name, question] of questions(scenario.unplannable)) {
    test(`${name} (the planner finds no way)`, async () => {
      const { data, errors } = await mesh.answer(question, scenario.data());
      expect({ data, codes: errors.map(({ extensions }) => extensions?.["code"]) }).toEqual({
        data: null,
        codes: ["GRAPHQL_VALIDATION_FAILED"],
      });
      expect((await plainAnswer(plain, question, scenario.data())).errors).toBeUndefined();
    });
  }

  test("every subgraph was asked", () => {
    expect(new Set(mesh.asked.map(({ subgraph }) => subgraph))).toEqual(
      new Set(Object.keys(scenario.subgraphs)),
    );
  });

  async function expectAnswers(question: Question, expected: Awaited<ReturnType<typeof plainAnswer>>) {
    expectSameAnswer(await mesh.answer(question, scenario.data()), expected, question);
    expectSameAnswer(await mesh.answer(question, scenario.data()), expected, question);
  }
}

function start({ subgraphs, supergraphSdl }: Scenario, plain: GraphQLSchema, reach: Reach): MeshOver {
  const running = Object.entries(subgraphs).map(([name, subgraph]) => runSubgraph(name, subgraph, plain));
  return meshOver(supergraphSdl ?? composed(subgraphs), running, reach);
}

function questions(named: Scenario["operations"] = {}): readonly (readonly [string, Question])[] {
  return Object.entries(named).map(([name, asked]) => [
    name,
    typeof asked === "string" ? { query: asked } : asked,
  ]);
}

/** A schema in a form in which two that consumers cannot tell apart are equal. */
function shown(schema: GraphQLSchema): string {
  return printSchema(lexicographicSortSchema(schema));
}
