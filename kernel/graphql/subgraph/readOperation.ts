import { z } from "zod";

const operation = z.object({
  query: z.string().min(1),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** The operation in a request body. */
export interface SentOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName?: string;
}

/** Reads a GraphQL-over-HTTP request body; undefined when it is none. Batches are none. */
export function readOperation(body: string): SentOperation | undefined {
  const { success, data } = operation.safeParse(parsed(body));
  if (!success) return undefined;
  const { query, variables, operationName } = data;
  return { query, variables: variables ?? {}, ...(operationName != null && { operationName }) };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
