import { MeshError } from "@datamesh/kernel";
import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import type { Reading } from "../cut/reading.ts";
import { readReading } from "../cut/readReading.ts";
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
    extensions: z
      .custom<Readonly<Record<string, unknown>>>(isObject, '"extensions" must be an object')
      .nullish(),
  },
  "the body must be one JSON object with a query; batches are not accepted",
);

/** A request, and which state of the products it asks for. */
export interface AskedGraphql {
  readonly request: GraphqlRequest;
  readonly reading?: Reading;
}

/**
 * Reads a request from the value of its body and its headers. Whatever else the body holds is left out, as are
 * extensions other than `datamesh`.
 */
export function readGraphqlRequest(body: unknown, headers: IncomingHttpHeaders): Outcome<AskedGraphql> {
  const read = requestBody.safeParse(body);
  if (!read.success) {
    const message = read.error.issues.map((issue) => issue.message).join("; ");
    return { ok: false, refusal: { error: new MeshError("BAD_USER_INPUT", message) } };
  }
  const { query, operationName, variables, extensions } = read.data;
  const request = { query, variables: variables ?? {}, ...(operationName && { operationName }) };
  try {
    const reading = readReading(extensions, headers);
    return { ok: true, found: { request, ...(reading && { reading }) } };
  } catch (error) {
    if (error instanceof MeshError) return { ok: false, refusal: { error } };
    throw error;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
