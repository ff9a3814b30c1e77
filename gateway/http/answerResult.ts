import type { GraphQLFormattedError } from "graphql";
import type { Answer } from "../types.ts";
import { fitErrors } from "./fitErrors.ts";
import type { CostFound } from "../limits/index.ts";
import { RawJson } from "./rawJson.ts";

/** The members of a response that a mesh's answer makes; its errors are yet to be formatted. */
export interface AnsweredResult {
  readonly data?: Answer["data"] | RawJson;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What of an answer the consumer is given, with the cost where that was asked for. */
export function answerResult(
  { data, dataText, errors, withheld, cut, explanation }: Answer,
  cost?: CostFound,
): AnsweredResult {
  const isOfMesh = withheld.length > 0 || cut !== undefined || explanation !== undefined;
  if (errors.length === 0 && !isOfMesh && cost === undefined) {
    return { data: dataText === undefined ? data : new RawJson(dataText) };
  }
  const isRefused = dataText === undefined && isRequestError(data, errors);
  return {
    ...(dataText !== undefined ? { data: new RawJson(dataText) } : !isRefused && { data }),
    ...(errors.length > 0 && { errors: isRefused ? fitErrors(errors) : errors }),
    ...((isOfMesh || cost !== undefined) && {
      extensions: {
        ...(isOfMesh && {
          datamesh: {
            ...(withheld.length > 0 && { withheld }),
            ...(cut !== undefined && { cut }),
            ...(explanation !== undefined && { explain: explanation }),
          },
        }),
        ...(cost !== undefined && { cost }),
      },
    }),
  };
}

/** Errors in the request itself come without `data` (GraphQL, 7.1.2), and so with status 400. */
function isRequestError(data: Answer["data"], errors: readonly GraphQLFormattedError[]): boolean {
  return data === null && errors.length > 0 && errors.every(isAboutRequest);
}

function isAboutRequest({ path, extensions }: GraphQLFormattedError): boolean {
  return !path && extensions?.code === "BAD_USER_INPUT";
}
