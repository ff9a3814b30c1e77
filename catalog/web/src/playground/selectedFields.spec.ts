import { selectedFields } from "./selectedFields.ts";
import { SCHEMA } from "./testing/schema.ts";

const inWords = (query: string, operationName?: string) =>
  selectedFields(SCHEMA, { query, operationName }).map(
    ({ path, parent, field, type }) => `${path.join(".")}: ${parent}.${field}: ${type.name}`,
  );

describe("the fields an operation selects", () => {
  test("are told by where their values are in the answer, aliases included", () => {
    expect(inWords("{ best: scores(first: 1) { nodes { points: score } } }")).toEqual([
      "best: Query.scores: ScoreConnection",
      "best.nodes: ScoreConnection.nodes: Score",
      "best.nodes.points: Score.score: Int",
    ]);
  });

  test("are found in fragments, with the type the fragment is on", () => {
    const query = `
      query { node(id: 1) { ...Named ... on Score { score } } }
      fragment Named on Customer { name }
    `;
    expect(inWords(query)).toEqual([
      "node: Query.node: Node",
      "node.name: Customer.name: String",
      "node.score: Score.score: Int",
    ]);
  });

  test("are those of the operation that is named, and of none where several have no name", () => {
    const query = "query A { logs { name } } query B { score(customerId: 1) { score } }";
    expect(inWords(query, "B")).toEqual(["score: Query.score: Score", "score.score: Score.score: Int"]);
    expect(inWords(query)).toEqual([]);
  });

  test("end where a fragment leads into itself, where the schema knows nothing, and where the text is none", () => {
    expect(inWords("{ logs { ...Log } } fragment Log on Log { name ...Log }")).toEqual([
      "logs: Query.logs: Log",
      "logs.name: Log.name: String",
    ]);
    expect(inWords("{ nothing { name } }")).toEqual([]);
    expect(inWords("{ logs {")).toEqual([]);
  });
});
