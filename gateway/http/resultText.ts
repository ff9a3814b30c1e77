import type { GraphQLFormattedError } from "graphql";
import { RawJson } from "./rawJson.ts";

/** A GraphQL response (GraphQL, 7.1) before it is written. */
export interface Result {
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly data?: unknown;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Writes a response: errors first, as the specification advises, and without members that are not there. */
export function resultParts({ errors, data, extensions }: Result): readonly (string | Buffer)[] {
  const hasData = data !== undefined;
  let head = errors === undefined ? "{" : `{"errors":${JSON.stringify(errors)}`;
  if (hasData) head += errors === undefined ? '"data":' : ',"data":';
  let tail = "}\n";
  if (extensions !== undefined) {
    const comma = hasData || errors !== undefined ? "," : "";
    tail = `${comma}"extensions":${JSON.stringify(extensions)}}\n`;
  }
  if (!(data instanceof RawJson)) return [hasData ? head + JSON.stringify(data) + tail : head + tail];
  // Apart, for the text may be one that is kept: joined, it would be kept twice.
  return [head, data.text, tail];
}

/** The same as one text. */
export const resultText = (result: Result): string => resultParts(result).join("");
