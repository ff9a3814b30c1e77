import type { Queryable, Statement, TextRow } from "../../postgres/database.ts";
import { sampleLending } from "../../postgres/read/testing/sampleContexts.ts";
import { createSubgraph, type SubgraphOptions } from "../subgraph/createSubgraph.ts";
import type { SubgraphProblem } from "../subgraph/errorPlugin.ts";
import type { Subgraph } from "../subgraph/serveSubgraph.ts";
import { TEST_NOW, TEST_SERVICE_KEY } from "./askSubgraph.ts";

/** What subgraphs of this file's tests logged, and asked their store. */
export const problems: SubgraphProblem[] = [];
export const statements: Statement[] = [];
const subgraphs: Subgraph[] = [];

/** A store that answers every statement alike. */
const store = (answer: () => readonly TextRow[]): Queryable => ({
  query: async (statement) => {
    statements.push(statement);
    return answer();
  },
});

/** A store that fails every statement. */
export const failing = (failure: Error): Queryable =>
  store(() => {
    throw failure;
  });

/** A subgraph over an empty store, of the lending samples unless said otherwise. */
export async function subgraphOf(options: Partial<SubgraphOptions> = {}): Promise<Subgraph> {
  const subgraph = await createSubgraph({
    context: sampleLending,
    database: store(() => []),
    serviceKey: TEST_SERVICE_KEY,
    now: () => TEST_NOW,
    log: (problem) => problems.push(problem),
    ...options,
  });
  subgraphs.push(subgraph);
  return subgraph;
}

/** To be called after each test: stops what it started and forgets what was noted. */
export async function stopSubgraphs(): Promise<void> {
  problems.length = 0;
  statements.length = 0;
  for (const subgraph of subgraphs.splice(0)) await subgraph.stop();
}
