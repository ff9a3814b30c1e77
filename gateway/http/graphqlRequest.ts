import { MeshError } from "@datamesh/kernel";
import type { IncomingHttpHeaders } from "node:http";
import type { Reading } from "../cut/reading.ts";
import { readReading } from "../cut/readReading.ts";
import type { Outcome } from "./refusal.ts";

/** What a consumer asks, as the body carries it (GraphQL over HTTP, 5.1). */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

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
  if (!isObject(body)) {
    return refuse("the body must be one JSON object with a query; batches are not accepted");
  }
  const problems = problemsOf(body);
  if (problems.length > 0) return refuse(problems.join("; "));
  const { query = "", operationName, variables, extensions } = body as Partial<Sent>;
  const request = { query, variables: variables ?? NONE, ...(operationName && { operationName }) };
  try {
    const reading = readReading(extensions, headers);
    return { ok: true, found: { request, ...(reading && { reading }) } };
  } catch (error) {
    if (error instanceof MeshError) return { ok: false, refusal: { error } };
    throw error;
  }
}

/** A body that holds what it should. */
interface Sent {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

const NONE = Object.freeze({});

function problemsOf({ query, operationName, variables, extensions }: Record<string, unknown>): string[] {
  const problems: string[] = [];
  if (typeof query !== "string") problems.push('"query" must be a string');
  else if (query === "") problems.push('"query" is empty');
  if (!isNothing(operationName) && typeof operationName !== "string") {
    problems.push('"operationName" must be a string');
  }
  if (!isNothing(variables) && !isObject(variables)) problems.push('"variables" must be an object');
  if (!isNothing(extensions) && !isObject(extensions)) problems.push('"extensions" must be an object');
  return problems;
}

const isNothing = (value: unknown): boolean => value === undefined || value === null;

function refuse(message: string): Outcome<never> {
  return { ok: false, refusal: { error: new MeshError("BAD_USER_INPUT", message) } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
