import { GraphQLError } from "graphql";
import type { CutQuestion } from "../../cut/index.ts";
import { MeshError } from "../../errors.ts";
import type { ResolveCut } from "../../postgres/cuts/index.ts";
import { formatError } from "../formatError.ts";
import type { SubgraphProblem } from "./errorPlugin.ts";
import type { SubgraphResponse } from "./subgraphMessage.ts";

interface Asking {
  readonly subgraph: string;
  readonly requestId: string;
  readonly log: (problem: SubgraphProblem) => void;
}

/**
 * A GraphQL response without a field, whose `extensions.datamesh` holds the answer, or whose error says why there is
 * none. Rejects with what nobody foresaw.
 */
export async function answerQuestion(
  resolveCut: ResolveCut,
  question: CutQuestion,
  { subgraph, requestId, log }: Asking,
): Promise<SubgraphResponse> {
  try {
    const datamesh = await resolveCut(question);
    return { status: 200, body: JSON.stringify({ data: {}, extensions: { datamesh } }) };
  } catch (error) {
    if (!(error instanceof MeshError)) throw error;
    if (error.code === "UNAVAILABLE") {
      log({ subgraph, requestId, message: `UNAVAILABLE: ${error.message}`, error });
    }
    const shown = formatError(new GraphQLError(error.message, { originalError: error }), requestId);
    return { status: 200, body: JSON.stringify({ data: null, errors: [shown] }) };
  }
}
