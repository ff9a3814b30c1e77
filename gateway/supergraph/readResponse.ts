import type { SubgraphResponse } from "../types.ts";

/** The body of a response as a subgraph sent it; nothing in it is checked yet but the kind of its data. */
export interface GraphQLResponse {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

/** Reads a response of status 200. Throws an Error with the reason, for the log alone, if it is none or has another. */
export function readResponse({ status, body }: SubgraphResponse): GraphQLResponse {
  if (status !== 200) throw new Error(`status ${status}`);
  const parsed = parsedJson(body);
  if (!isResponse(parsed)) throw new Error("the body is no GraphQL response");
  return parsed;
}

/** Undefined when it is no JSON. Whoever merges what is in it follows no key that all objects inherit. */
function parsedJson(body: string | Buffer): unknown {
  try {
    return JSON.parse(typeof body === "string" ? body : body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** GraphQL over HTTP: an object with data, errors, or both. */
function isResponse(parsed: unknown): parsed is GraphQLResponse {
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return false;
  const { data, errors } = parsed as { data?: unknown; errors?: unknown };
  if (data === undefined || data === null) return Array.isArray(errors) && errors.length > 0;
  return typeof data === "object" && !Array.isArray(data);
}
