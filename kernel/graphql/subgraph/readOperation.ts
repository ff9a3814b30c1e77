import { z } from "zod";
import type { Cut, CutQuestion } from "../../cut/index.ts";
import { cutExtensions } from "./cutMessage.ts";

const operation = z.object({
  query: z.string().min(1),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  extensions: cutExtensions.nullish(),
});

/** The operation in a request body. */
export interface SentOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName?: string;
  /** What the operation is to be read as of. */
  readonly asOf?: Cut;
  /** What is asked about cuts; the operation is none then. */
  readonly question?: CutQuestion;
}

/** Reads a GraphQL-over-HTTP request body; undefined when it is none. Batches are none. */
export function readOperation(body: string): SentOperation | undefined {
  const { success, data } = operation.safeParse(parsed(body));
  if (!success) return undefined;
  const { query, variables, operationName, extensions } = data;
  const { asOf, question } = extensions?.datamesh ?? {};
  return {
    query,
    variables: variables ?? {},
    ...(operationName != null && { operationName }),
    ...(asOf && { asOf }),
    ...(question && { question }),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
