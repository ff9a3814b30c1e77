import { ERROR_CODES, type ErrorCode } from "@datamesh/kernel";
import type { GraphQLFormattedError } from "graphql";
import { isPlainMessage } from "./plainMessage.ts";

/** Details that tell a consumer what was refused, why, and where. All others stay inside. */
const SAFE_DETAILS = ["product", "policy", "field", "context", "earliest", "products"] as const;

/**
 * Codes a subgraph may answer with because of what a consumer asked. The others are about the gateway's own
 * request to it (its token, its document), so that to the consumer they are INTERNAL.
 */
const CONSUMER_CODES: readonly ErrorCode[] = ERROR_CODES.filter(
  (code) => code !== "UNAUTHENTICATED" && code !== "GRAPHQL_VALIDATION_FAILED" && code !== "INTERNAL",
);

/** Whether a subgraph is a context of this mesh, which the kernel words the errors of, or anybody's. */
export type Speaker = "CONTEXT" | "ANYBODY";

const NAMED: Readonly<Record<Speaker, string>> = { CONTEXT: "context", ANYBODY: "subgraph" };

/**
 * The errors of a subgraph's answer as a consumer may see them: code, path and safe details of those with a known code,
 * and the message where a context gives it and it is plain; of anything else neither message nor stack, only that the
 * context had one. Of a subgraph that is anybody's nothing passes that it worded, but the code and the path.
 */
export function subgraphErrors(
  subgraph: string,
  errors: unknown,
  speaker: Speaker = "CONTEXT",
): readonly GraphQLFormattedError[] {
  if (errors === undefined || errors === null) return [];
  const all: readonly unknown[] = Array.isArray(errors) ? errors : [errors];
  return all.map((each) => subgraphError(subgraph, isRecord(each) ? each : {}, speaker));
}

/** The error of a context that cannot be reached or does not answer as a subgraph does. */
export function unavailable(subgraph: string, speaker: Speaker = "CONTEXT"): GraphQLFormattedError {
  return {
    message: `${NAMED[speaker]} ${subgraph} does not answer`,
    extensions: { code: "UNAVAILABLE", context: subgraph },
  };
}

function subgraphError(
  subgraph: string,
  error: Readonly<Record<string, unknown>>,
  speaker: Speaker,
): GraphQLFormattedError {
  const path = isPath(error.path) ? { path: error.path } : {};
  const extensions = isRecord(error.extensions) ? error.extensions : {};
  const code = CONSUMER_CODES.find((each) => each === extensions.code);
  if (code === undefined || typeof error.message !== "string") {
    const message = `something went wrong in ${NAMED[speaker]} ${subgraph}`;
    return { message, ...path, extensions: { code: "INTERNAL", context: subgraph } };
  }
  const inOurWords = `${NAMED[speaker]} ${subgraph} answers ${code}`;
  if (speaker === "ANYBODY") return { message: inOurWords, ...path, extensions: { code, context: subgraph } };
  const details = SAFE_DETAILS.filter((name) => isPlainDetail(extensions[name]));
  return {
    message: isPlainMessage(error.message) ? error.message : inOurWords,
    ...path,
    extensions: { code, ...Object.fromEntries(details.map((name) => [name, extensions[name]])) },
  };
}

function isPlainDetail(detail: unknown): boolean {
  return detail !== undefined && isPlainMessage(typeof detail === "string" ? detail : JSON.stringify(detail));
}

function isPath(path: unknown): path is readonly (string | number)[] {
  return Array.isArray(path) && path.every((each) => typeof each === "string" || typeof each === "number");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
