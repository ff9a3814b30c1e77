import { ERROR_CODES, type ErrorCode, MeshError } from "@datamesh/kernel";
import { type CutAnswer, type CutQuestion, isProductRef, type ProductCut } from "@datamesh/kernel/cut";
import type { GraphQLFormattedError } from "graphql";
import type { CallSubgraph, SubgraphResult } from "../engine/index.ts";
import { subgraphQuery } from "../supergraph/subgraphQuery.ts";

/** What else of a question than what one context is asked. */
type Asked = Omit<CutQuestion, "waitMilliseconds">;

/**
 * Asks contexts about cuts, all at once. Throws what the first of them refuses with, and UNAVAILABLE when one does not
 * answer, or runs a release that knows of no cuts.
 */
export async function askContexts(
  call: CallSubgraph,
  questions: ReadonlyMap<string, Asked>,
  waitMilliseconds: number,
): Promise<ReadonlyMap<string, CutAnswer>> {
  const answers = await Promise.all(
    [...questions].map(async ([context, asked]) => {
      const question: CutQuestion = { ...asked, waitMilliseconds };
      const result = await call(
        context,
        subgraphQuery({ query: "{ __typename }", extensions: { datamesh: { question } } }),
      );
      return [context, answerOf(context, result)] as const;
    }),
  );
  return new Map(answers);
}

function answerOf(context: string, { errors, extensions }: SubgraphResult): CutAnswer {
  const [error] = errors;
  if (error !== undefined) throw meshError(error);
  const answer = extensions?.["datamesh"];
  if (isAnswer(answer)) return answer;
  throw new MeshError("UNAVAILABLE", `context ${context} runs a release that cannot be read at a cut`, {
    context,
  });
}

function meshError({ message, extensions = {} }: GraphQLFormattedError): MeshError {
  const { code, ...details } = extensions;
  return new MeshError(
    ERROR_CODES.find((each): each is ErrorCode => each === code) ?? "INTERNAL",
    message,
    details,
  );
}

function isAnswer(answer: unknown): answer is CutAnswer {
  if (!isRecord(answer) || !isRecord(answer["products"])) return false;
  const { log, products } = answer;
  if (log !== undefined && !isPosition(log)) return false;
  return Object.entries(products).every(([ref, cut]) => isProductRef(ref) && isProductCut(cut));
}

const isProductCut = (cut: unknown): cut is ProductCut =>
  isRecord(cut) && [cut["generation"], cut["position"], cut["epoch"]].every(isPosition);

const isPosition = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
