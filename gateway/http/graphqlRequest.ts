import { MeshError } from "@datamesh/kernel";
import { z } from "zod";
import type { Outcome } from "./refusal.ts";

/** What a consumer asks, as the body carries it (GraphQL over HTTP, 5.1). */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const requestBody = z.object(
  {
    query: z.string('"query" must be a string').min(1, '"query" is empty'),
    operationName: z.string('"operationName" must be a string').nullish(),
    variables: z
      .custom<Readonly<Record<string, unknown>>>(isObject, '"variables" must be an object')
      .nullish(),
  },
  "the body must be one JSON object with a query; batches are not accepted",
);

/** Reads a request from the value of its body. Whatever else the body holds, `extensions` included, is left out. */
export function readGraphqlRequest(body: unknown): Outcome<GraphqlRequest> {
  const read = requestBody.safeParse(body);
  if (!read.success) {
    const message = read.error.issues.map((issue) => issue.message).join("; ");
    return { ok: false, refusal: { error: new MeshError("BAD_USER_INPUT", message) } };
  }
  const { query, operationName, variables } = read.data;
  return { ok: true, found: { query, variables: variables ?? {}, ...(operationName && { operationName }) } };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
