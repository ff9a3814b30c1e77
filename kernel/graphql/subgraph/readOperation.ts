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
  const given = parsed(body);
  if (isPlain(given)) return { query: given.query, variables: given.variables ?? {} };
  const { success, data } = operation.safeParse(given);
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

/** Most are a text with variables, and need no schema to tell. */
function isPlain(given: unknown): given is Pick<SentOperation, "query"> & Partial<SentOperation> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return false;
  const { query, variables, ...others } = given as Readonly<Record<string, unknown>>;
  if (typeof query !== "string" || query === "" || Object.keys(others).length > 0) return false;
  return (
    variables === undefined ||
    (typeof variables === "object" && variables !== null && !Array.isArray(variables))
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
