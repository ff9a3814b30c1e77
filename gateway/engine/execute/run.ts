import type { GraphQLFormattedError } from "graphql";
import type { PassableText } from "../pass/passableText.ts";
import type { CallSubgraph } from "../subgraphCall.ts";

/** A JSON object that the execution may still change. */
export type JsonObject = Record<string, unknown>;

/** What one execution of a plan works on. */
export interface Run {
  /** The coerced ones. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly call: CallSubgraph;
  /** What has been fetched so far, under the keys it was fetched under. */
  readonly data: JsonObject;
  /** What went wrong, each at its place in the data. */
  readonly errors: GraphQLFormattedError[];
  /** What may be passed on unparsed, if all data comes from one request; not unless given. */
  readonly passes?: PassableText | undefined;
  /** Whether what was fetched for a root field of a mutation takes the whole answer with it; not told unless given. */
  readonly fails?: ((rootKey: string, data: JsonObject) => boolean) | undefined;
  /** What was. */
  dataText?: string | Buffer | undefined;
}

/** A compiled node of a plan, which answers the run; undefined when it is done at once. Never rejects. */
export type Step = (run: Run) => Promise<Run> | undefined;

/** Whether a value is an object of JSON, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
