import { unifiedGraphHandler } from "@graphql-hive/router-runtime";
import { buildASTSchema, type DocumentNode, GraphQLError, type GraphQLFormattedError, parse, print } from "graphql";
import type { Execution, ExecutionOutcome, Executor } from "./executor.ts";
import { lostSelections } from "./lostSelections.ts";
import type { CallSubgraph, SubgraphResult } from "./subgraphCall.ts";

/**
 * An executor made of Hive's query planner (Rust) and router runtime. It is handed documents without root meta fields,
 * for it would answer those itself. What it needs help with is said where it is given.
 */
export async function routerExecutor(supergraphSdl: string): Promise<Executor> {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const textOf = printer();
  const handler = await unifiedGraphHandler({
    unifiedGraph: buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true }),
    getUnifiedGraphSDL: () => supergraphSdl,
    onSubgraphExecute: (subgraph: string, request: SubgraphRequest) => ask(subgraph, request, textOf),
  });
  const run = handler.executor as ((request: object) => unknown) | undefined;
  if (run === undefined) throw new TypeError("the router runtime has no executor");
  return { execute: (execution) => execute(run, execution) };
}

/** What the router runtime asks of a subgraph. */
interface SubgraphRequest {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly context?: { readonly call: CallSubgraph };
}

async function execute(run: (request: object) => unknown, execution: Execution): Promise<ExecutionOutcome> {
  const { document, operationName, variables, call } = execution;
  const result = (await run({ document, operationName, variables, context: { call } })) as {
    readonly data?: ExecutionOutcome["data"] | null;
    readonly errors?: readonly GraphQLError[];
  };
  return { data: result.data ?? {}, errors: (result.errors ?? []).flatMap(located) };
}

async function ask(
  subgraph: string,
  { document, variables, operationName, context }: SubgraphRequest,
  textOf: (document: DocumentNode) => string,
): Promise<{ data: SubgraphResult["data"]; errors?: readonly GraphQLError[] }> {
  if (context === undefined) throw new TypeError("a subgraph is asked on behalf of a request");
  const { data, errors } = await context.call(subgraph, { query: textOf(document), operationName, variables });
  if (errors.length === 0) return { data };
  return { data, errors: errors.flatMap((error) => placed(error, document, variables, data === null)) };
}
