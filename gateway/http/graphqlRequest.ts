import { MeshError } from "@datamesh/kernel";
import type { IncomingHttpHeaders } from "node:http";
import type { Reading } from "../cut/reading.ts";
import { readReading } from "../cut/readReading.ts";
import type { AskedDocument } from "../documents/index.ts";
import { documentHashOf } from "../documents/index.ts";
import { asksForExplanation } from "../explain/index.ts";
import { asksForCost } from "../limits/index.ts";
import type { Outcome } from "./refusal.ts";

/** What a consumer asks, as the body carries it (GraphQL over HTTP, 5.1). */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A request as it was sent, and what it asks for besides data. */
export interface AskedGraphql {
  readonly request: SentRequest;
  /** Which state of the products it asks for. */
  readonly reading?: Reading;
  /** Whether it asks what it is estimated to cost. */
  readonly asksCost: boolean;
  /** Whether it asks how it is answered. */
  readonly asksExplanation: boolean;
}

/** A request whose document may be named by its hash. */
export interface SentRequest extends Omit<GraphqlRequest, "query">, AskedDocument {}

/**
 * Reads a request from the value of its body and its headers. Whatever else the body holds is left out, as are
 * extensions other than `datamesh`.
 */
export function readGraphqlRequest(body: unknown, headers: IncomingHttpHeaders): Outcome<AskedGraphql> {
  if (!isObject(body)) {
    return refuse("the body must be one JSON object with a query; batches are not accepted");
  }
  if (isPlain(body) && isAskedByBody(headers)) return { ok: true, found: plainly(body) };
  const problems = problemsOf(body);
  if (problems.length > 0) return refuse(problems.join("; "));
  const { query, documentId, operationName, variables, extensions } = body as Sent;
  try {
    const documentHash = query === undefined ? documentHashOf(documentId, extensions) : undefined;
    if (query === undefined && documentHash === undefined) return refuse('"query" must be a string');
    const request = {
      ...(query !== undefined ? { query } : { documentHash }),
      variables: variables ?? NONE,
      ...(operationName && { operationName }),
    } as SentRequest;
    const reading = readReading(extensions, headers);
    const asksCost = asksForCost(extensions, headers);
    const asksExplanation = asksForExplanation(extensions, headers);
    return { ok: true, found: { request, asksCost, asksExplanation, ...(reading && { reading }) } };
  } catch (error) {
    if (error instanceof MeshError) return { ok: false, refusal: { error } };
    throw error;
  }
}

/** A body that holds what it should. */
interface Sent {
  readonly query?: string;
  readonly documentId?: unknown;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

const NONE = Object.freeze({});

/** A body as most are: a text, and what it is run with. */
type PlainBody = Pick<GraphqlRequest, "query" | "operationName"> & { readonly variables?: object | null };

/** Whether nothing about a body is to be looked at twice; of many requests nothing else is read. */
function isPlain(body: Record<string, unknown>): body is Record<string, unknown> & PlainBody {
  const { query, documentId, operationName, variables, extensions } = body;
  return (
    typeof query === "string" &&
    query !== "" &&
    documentId === undefined &&
    extensions === undefined &&
    (operationName === undefined || (typeof operationName === "string" && operationName !== "")) &&
    (isNothing(variables) || (isObject(variables) && !Object.hasOwn(variables, "__proto__")))
  );
}

/** Whether the body alone says what is asked. */
export const isAskedByBody = (headers: IncomingHttpHeaders): boolean =>
  headers["x-datamesh-as-of"] === undefined &&
  headers["x-datamesh-at-least"] === undefined &&
  headers["x-datamesh-explain"] === undefined &&
  headers["x-datamesh-cost"] === undefined;

function plainly({ query, operationName, variables }: PlainBody): AskedGraphql {
  const given = (variables ?? NONE) as GraphqlRequest["variables"];
  const request =
    operationName === undefined ? { query, variables: given } : { query, operationName, variables: given };
  return { request, asksCost: false, asksExplanation: false };
}

function problemsOf(body: Record<string, unknown>): string[] {
  const { query, documentId, operationName, variables, extensions } = body;
  const problems: string[] = [];
  if (query === "") problems.push('"query" is empty');
  else if (query !== undefined && typeof query !== "string") problems.push('"query" must be a string');
  else if (query !== undefined && !isNothing(documentId)) {
    problems.push('a request holds "query" or "documentId", not both');
  }
  if (!isNothing(operationName) && typeof operationName !== "string") {
    problems.push('"operationName" must be a string');
  }
  if (!isNothing(variables) && !isObject(variables)) problems.push('"variables" must be an object');
  // Objects cannot be given one of this name by assignment, which is how variables are coerced.
  else if (isObject(variables) && Object.hasOwn(variables, "__proto__")) {
    problems.push('a variable cannot be named "__proto__"');
  }
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
