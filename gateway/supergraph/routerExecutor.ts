import { unifiedGraphHandler } from "@graphql-hive/router-runtime";
import { buildASTSchema, type DocumentNode, type GraphQLError, Kind, parse, print, visit } from "graphql";
import type { Execution, ExecutionOutcome, Executor } from "./executor.ts";
import { locateErrors, placeErrors } from "./placeErrors.ts";
import type { CallSubgraph } from "./subgraphCall.ts";

/**
 * An executor made of Hive's query planner (Rust) and its router runtime. Two things are not left to it: the
 * shape of the answer, since it bubbles nulls incompletely, and root meta fields, which it would answer in
 * its own way.
 */
export async function routerExecutor(supergraphSdl: string): Promise<Executor> {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const textOf = printer();
  const handler = await unifiedGraphHandler({
    unifiedGraph: buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true }),
    getUnifiedGraphSDL: () => supergraphSdl,
    onSubgraphExecute: (subgraph: string, request: SubgraphRequest) => ask(subgraph, request, textOf),
  });
  // The first question makes it build the schemas of all subgraphs; better now than during a request.
  for (const name of subgraphNames(supergraph).slice(0, 1)) handler.getSubgraphSchema(name);
  const run = handler.executor as Run | undefined;
  if (run === undefined) throw new TypeError("the router runtime has no executor");
  return { execute: (execution) => execute(run, execution) };
}

/** The subgraphs a supergraph was composed of (join specification, `@join__graph`). */
function subgraphNames(supergraph: DocumentNode): readonly string[] {
  const names: string[] = [];
  visit(supergraph, {
    Directive({ name, arguments: given = [] }) {
      const value = given.find((each) => each.name.value === "name")?.value;
      if (name.value === "join__graph" && value?.kind === Kind.STRING) names.push(value.value);
    },
  });
  return names;
}

type Run = (request: Omit<Execution, "call"> & { readonly context: CallContext }) => unknown;

interface CallContext {
  readonly call: CallSubgraph;
}

/** What the router runtime asks of a subgraph. */
interface SubgraphRequest {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly context?: CallContext;
}

interface EngineResult {
  readonly data?: ExecutionOutcome["data"] | null;
  readonly errors?: readonly GraphQLError[];
}

async function execute(run: Run, { call, ...operation }: Execution): Promise<ExecutionOutcome> {
  const result = (await run({ ...operation, context: { call } })) as EngineResult;
  return { data: result.data ?? {}, errors: locateErrors(result.errors ?? []) };
}

async function ask(
  subgraph: string,
  { document, variables, operationName, context }: SubgraphRequest,
  textOf: (document: DocumentNode) => string,
): Promise<EngineResult> {
  if (context === undefined) throw new TypeError("a subgraph is asked on behalf of a request");
  const result = await context.call(subgraph, { query: textOf(document), operationName, variables });
  const errors = placeErrors(result, document, variables);
  return { data: result.data, ...(errors.length > 0 && { errors }) };
}

/** Prints each document once; the engine hands over the same ones as long as it keeps a plan. */
function printer(): (document: DocumentNode) => string {
  const texts = new WeakMap<DocumentNode, string>();
  return (document) => {
    const text = texts.get(document) ?? print(document);
    texts.set(document, text);
    return text;
  };
}
